using System.Net;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Features;
using EventAgents.Host.Guard;
using EventAgents.Host.Health;
using EventAgents.Host.Replays;
using EventAgents.Host.Seals;
using EventAgents.Host.Settings;
using EventAgents.Host.Telemetry;
using EventAgents.Host.Workers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EventAgents.Host.Hosting;

/// <summary>One running process of the product: the log, the API and the background work, by the roles that it has.</summary>
internal sealed partial class ProductHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly EventLog _log;

    private readonly MeterScope _meters;
    private readonly ILogger _logger;

    private ProductHost(WebApplication app, EventLog log, MeterScope meters, ILogger logger) => (_app, _log, _meters, _logger) = (app, log, meters, logger);

    /// <summary>Where the API listens, with the port that was really taken.</summary>
    public Uri ApiAddress => Addresses[0];

    /// <summary>Where the guard listens; null in a process without that role.</summary>
    public Uri? GuardAddress => Addresses.ElementAtOrDefault(1);

    private Uri[] Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];

    public IServiceProvider Services => _app.Services;

    /// <summary>Brings the schema up to date, then starts everything; when it returns, requests are answered.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="connectionString">Of a server that runs.</param>
    /// <param name="clock">The time that rules and sweepers see.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StartException">A port is taken.</exception>
    /// <exception cref="SchemaMismatchException">The database is of a newer release.</exception>
    public static async Task<ProductHost> StartAsync(EffectiveSettings settings, string connectionString, TimeProvider clock, CancellationToken cancellation)
    {
        var meters = new MeterScope();
        var errors = new ErrorCounter(meters);
        using var startLogging = LoggerFactory.Create(logging => logging.AddProductLogging(settings, errors));
        var log = await EventLog.OpenAsync(connectionString, settings, clock, startLogging.CreateLogger("EventAgents.Projections"), new StoreMetrics(meters), cancellation);
        var storeLog = startLogging.CreateLogger("EventAgents.EventStore");
        log.Store.Status.Lost += () => Log.DatabaseLost(storeLog);
        WebApplication? app = null;
        try
        {
            app = Build(settings, log, clock, errors, meters);
            StatedPolicies.Check(((IEndpointRouteBuilder)app).DataSources);
            if (settings.Process.Roles.HasFlag(ProcessRoles.Projections)) log.Projections.Start();
            await app.StartAsync(cancellation);
            return new ProductHost(app, log, meters, app.Services.GetRequiredService<ILogger<ProductHost>>());
        }
        catch (Exception e)
        {
            if (app is not null) await app.DisposeAsync();
            await log.DisposeAsync();
            meters.Dispose();
            if (e is IOException { InnerException: AddressInUseException }) throw PortTaken(settings.Process, e);
            throw;
        }
    }

    /// <summary>What the ready line says after the version.</summary>
    public string Describe() => GuardAddress is { } guard ? $"API {ApiAddress} and guard {guard}" : $"API {ApiAddress}";

    /// <summary>Serves until cancelled, or until a part of it asks for the end. What it has taken is answered when it is disposed.</summary>
    public async Task RunUntilAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _app.Lifetime.ApplicationStopping);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Takes nothing more, answers what it has taken, and stops; within seconds when the log's database is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await using var patience = new StopPatience(_log.Database);
        if (!await patience.WaitForAsync(Task.Run(() => CloseAsync(patience.Token)))) Log.GivenUp(_logger);
    }

    private async Task CloseAsync(CancellationToken patience)
    {
        try
        {
            await _app.StopAsync(patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // Whoever was not finished by then will not be.
        }

        await _app.DisposeAsync();
        await _log.DisposeAsync();
        _meters.Dispose();
    }

    private static WebApplication Build(EffectiveSettings settings, EventLog log, TimeProvider clock, ErrorCounter errors, MeterScope meters)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            EnvironmentName = settings.Environment,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = "EventAgents",
        });
        builder.Configuration.AddConfiguration(settings.Configuration);
        builder.Logging.AddProductLogging(settings, errors);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiLimits.MaxBodyBytes;
            kestrel.Listen(IPAddress.Parse(settings.Process.BindAddress), settings.Process.ApiPort);
            if (settings.Process.Roles.HasFlag(ProcessRoles.Guard)) kestrel.ListenGuard(settings.Process);
        });
        builder.Services.AddSingleton(clock).AddSingleton(settings.Process).AddSingleton(OperatorKey.Of(settings));
        builder.Services.AddApi(builder.Configuration, builder.Environment, log);
        builder.Services.AddReplays(settings.Process.Roles);
        builder.Services.AddGuard(settings);
        builder.Services.AddFeatures(builder.Configuration);
        builder.Services.AddSeals(settings, log);
        builder.Services.AddTelemetry(settings, meters);
        builder.Services.AddProductHealth(builder.Configuration, settings.Process.Roles);
        if (settings.Process.Roles.HasFlag(ProcessRoles.Worker)) builder.Services.AddSweepers(builder.Configuration);

        var app = builder.Build();
        app.UseRequestSpans();
        app.UseTrustedProxies();
        if (settings.Process.Roles.HasFlag(ProcessRoles.Guard)) app.UseGuard();
        app.UseApi();
        app.MapHealth();
        app.MapMetrics();
        if (settings.Process.Roles.HasFlag(ProcessRoles.Api)) app.MapApi();
        return app;
    }

    private static StartException PortTaken(ProcessOptions process, Exception cause)
    {
        // Kestrel's message names the address; there is no other telling which of the two it was.
        var isGuards = process.GuardPort != 0 && cause.Message.Contains($":{process.GuardPort}:", StringComparison.Ordinal);
        var (port, key) = isGuards ? (process.GuardPort, ProcessOptions.GuardPortKey) : (process.ApiPort, ProcessOptions.ApiPortKey);
        return new StartException($"Port {port} ({key}) is taken by another program. Stop that program, or set {key} to a free port.", cause);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "The log's database does not answer. Nothing is taken until it does.")]
        public static partial void DatabaseLost(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The log's database does not answer. What waited for it was given up.")]
        public static partial void GivenUp(ILogger logger);
    }
}
