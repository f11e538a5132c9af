using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using EventAgents.Pii;
using EventAgents.Pii.Tagger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace EventAgents.Benchmarks.Guard;

/// <summary>The servers that are compared: a provider, a bare YARP pass-through before it, and the guard before it.</summary>
internal static class Servers
{
    /// <summary>Events of a stream; about what a model's paragraph has.</summary>
    public const int StreamEvents = 100;

    private static readonly byte[] Reply =
        """{"id":"c","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Done, as you asked; the order is on its way."},"finish_reason":"stop"}],"usage":{"prompt_tokens":900,"completion_tokens":12,"total_tokens":912}}"""u8.ToArray();

    private static readonly ConcurrentDictionary<int, byte[]> LongReplies = [];

    private static readonly byte[] Event =
        """data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":" word"},"finish_reason":null}]}"""u8.ToArray()
            .Concat("\n\n"u8.ToArray()).ToArray();

    /// <summary>Answers whole, or streams events, each flushed on its own; both after a delay.</summary>
    public static Task<WebApplication> ProviderAsync(TimeSpan delay, int replyBytes = 0) => StartAsync(_ => { }, app => app.Run(async context =>
    {
        var body = await context.Request.BodyReader.ReadAtLeastAsync((int)context.Request.ContentLength!.Value);
        var isStream = System.Text.Encoding.UTF8.GetString(body.Buffer.First.Span[..Math.Min(40, (int)body.Buffer.First.Length)])
            .Contains("\"stream\":true", StringComparison.Ordinal);
        context.Request.BodyReader.AdvanceTo(body.Buffer.End);
        if (delay > TimeSpan.Zero) await Task.Delay(delay);
        if (!isStream)
        {
            var reply = replyBytes == 0 ? Reply : LongReplies.GetOrAdd(replyBytes, ReplyOf);
            (context.Response.ContentType, context.Response.ContentLength) = ("application/json", reply.Length);
            await context.Response.Body.WriteAsync(reply);
            return;
        }
        context.Response.ContentType = "text/event-stream";
        for (var i = 0; i < StreamEvents; i++) await context.Response.Body.WriteAsync(Event);
        await context.Response.Body.WriteAsync("data: [DONE]\n\n"u8.ToArray());
    }));

    /// <summary>YARP without anything of ours.</summary>
    public static Task<WebApplication> PassThroughAsync(Uri provider)
    {
        var client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
        });
        return StartAsync(services => services.AddHttpForwarder(), app =>
        {
            var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
            app.Run(async context => await forwarder.SendAsync(context, provider.ToString(), client));
        });
    }

    /// <summary>The guard with the shipped model, one tenant and the given journal.</summary>
    public static Task<WebApplication> GuardAsync(Uri provider, IGuardJournal journal)
    {
        var options = new GuardOptions { Providers = { ["openai"] = new ProviderOptions { BaseUrl = new Uri(provider, "/v1") } } };
        var tenant = new OneTenant();
        return StartAsync(
            services =>
            {
                services.AddSingleton(TimeProvider.System).AddSingleton<ITextScanner>(new PiiTextScanner(PiiDetector.Create(SequenceTagger.Shipped)));
                services.AddSingleton(journal).AddSingleton<IGuardCallers>(tenant).AddSingleton<IGuardPolicies>(tenant);
                services.AddSingleton<ITenantKeys>(tenant).AddSingleton<IGuardBudgets>(tenant).AddSingleton<IChainMaps>(tenant);
                services.AddGuard(options, requiresKey: false, servesBuiltIn: false);
            },
            app => app.RunGuard());
    }

    private static byte[] ReplyOf(int bytes) => JsonSerializer.SerializeToUtf8Bytes(
        new { id = "c", choices = new[] { new { index = 0, message = new { role = "assistant", content = Bodies.Text(bytes, "Done:") }, finish_reason = "stop" } } });

    public static Uri AddressOf(WebApplication app) => new(app.Urls.First());

    private static async Task<WebApplication> StartAsync(Action<IServiceCollection> add, Action<WebApplication> use)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging();
        add(builder.Services);
        var app = builder.Build();
        use(app);
        await app.StartAsync();
        return app;
    }
}
