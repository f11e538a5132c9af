using System.Collections.Concurrent;
using System.Net;

namespace EventAgents.Host.Tests.Guard;

/// <summary>A provider on a socket of this machine that answers as a test says and keeps what it received.</summary>
internal sealed class LocalProvider : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LocalProvider(WebApplication app) => _app = app;

    /// <summary>The bodies that came, with the heads before them.</summary>
    public ConcurrentQueue<string> Received { get; } = [];

    /// <summary>The base URL that a provider's setting takes.</summary>
    public string Address => _app.Urls.First();

    public static async Task<LocalProvider> StartAsync(Func<string, HttpResponse, Task> answer, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var provider = new LocalProvider(builder.Build());
        provider._app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var head = $"{context.Request.Path}{context.Request.QueryString}\n{string.Join('\n', context.Request.Headers.Select(h => $"{h.Key}: {h.Value}"))}";
            provider.Received.Enqueue($"{head}\n\n{body}");
            await answer(body, context.Response);
        });
        await provider._app.StartAsync(cancellation);
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
