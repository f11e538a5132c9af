using System.Net;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>A guard on a socket of its own before a scripted upstream, with everything that a host would give it kept in memory.</summary>
internal sealed class GuardServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GuardServer(WebApplication app, ScriptedUpstream upstream, MemoryHost host)
    {
        (_app, Upstream, Host) = (app, upstream, host);
        // A reply that is given up closes its connection at once, as most clients do, instead of being read to its end.
        Client = new HttpClient(new SocketsHttpHandler { MaxResponseDrainSize = 0 })
        {
            BaseAddress = new Uri(app.Urls.First()),
            Timeout = TimeSpan.FromSeconds(30)
        };
    }

    public ScriptedUpstream Upstream { get; }

    public MemoryHost Host { get; }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public static async Task<GuardServer> StartAsync(ITextScanner scanner, Action<GuardOptions>? configure = null, bool requiresKey = false,
        bool servesBuiltIn = false, Action<IServiceCollection>? replace = null)
    {
        var upstream = new ScriptedUpstream();
        var options = new GuardOptions
        {
            Providers =
            {
                ["openai"] = new ProviderOptions { BaseUrl = new Uri(upstream.Address, "/v1") },
                ["anthropic"] = new ProviderOptions { BaseUrl = upstream.Address },
                ["openrouter"] = new ProviderOptions { BaseUrl = new Uri(upstream.Address, "/api/v1") },
            },
        };
        configure?.Invoke(options);
        var host = new MemoryHost();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddLogging();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(scanner);
        builder.Services.AddSingleton<IGuardJournal>(host).AddSingleton<IGuardCallers>(host).AddSingleton<IGuardPolicies>(host);
        builder.Services.AddSingleton<ITenantKeys>(host).AddSingleton<IGuardBudgets>(host).AddSingleton<IChainMaps>(host);
        builder.Services.AddGuard(options, requiresKey, servesBuiltIn);
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.RunGuard();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new GuardServer(app, upstream, host);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
