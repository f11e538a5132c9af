using System.Diagnostics.Metrics;
using EventAgents.Commands;
using EventAgents.EventStore;
using EventAgents.Guard.Proxy;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EventAgents.Host.Telemetry;

/// <summary>Puts metrics and traces together with OpenTelemetry's SDK.</summary>
internal static class TelemetryRegistration
{
    // Of the runtime's many instruments those that tell whether the process is well.
    private static readonly HashSet<string> OfTheRuntime =
        ["dotnet.process.memory.working_set", "dotnet.process.cpu.time", "dotnet.gc.pause.time", "dotnet.gc.last_collection.heap.size"];

    public static void AddTelemetry(this IServiceCollection services, EffectiveSettings settings, MeterScope meters)
    {
        HostMetrics.Add(meters, services.AddSettings<ThresholdOptions>(settings.Configuration, "Thresholds"));
        services.AddSingleton<IMeterFactory>(meters).AddSingleton<CommandMetrics>();
        services.AddSingleton<WorkMetrics>().AddSingleton<ICommitObserver>(s => s.GetRequiredService<WorkMetrics>()).AddHostedService(s => s.GetRequiredService<WorkMetrics>());
        services.AddSingleton(s => new LastHour(meters, s.GetRequiredService<TimeProvider>())).AddHostedService(s => s.GetRequiredService<LastHour>());
        if ((settings.Process.Roles & ~ProcessRoles.Guard) != 0) services.AddHostedService<StoreGauges>();

        var environment = settings.Environment.ToLowerInvariant();
        var otlp = OtlpTarget.From(settings.Configuration);
        services.AddSingleton(_ => new MetricsPage(environment));
        services.AddSingleton(s => BuildMetrics(settings.Configuration, environment, meters, s.GetRequiredService<MetricsPage>(), otlp));
        if (otlp is not null) services.AddSingleton(_ => BuildTraces(settings.Configuration, environment, otlp));
    }

    /// <summary>Starts measuring, and shows what is measured to whoever can reach the API's port, as health is.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        app.Services.GetRequiredService<MeterProvider>();
        app.Services.GetService<TracerProvider>();
        var page = app.Services.GetRequiredService<MetricsPage>();
        app.MapGet(MetricsPage.Path, page.WriteAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static MeterProvider BuildMetrics(IConfiguration configuration, string environment, MeterScope meters, MetricsPage page, OtlpTarget? otlp)
    {
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .ConfigureResource(resource => Describe(resource, environment))
            .AddMeter("EventAgents.*", "Microsoft.AspNetCore.Hosting", "System.Runtime")
            .AddView(instrument => IsWanted(instrument, meters) ? null : MetricStreamConfiguration.Drop)
            .AddReader(page.Reader);
        if (otlp is not null) builder.AddOtlpExporter(exporter => otlp.Apply(exporter, "metrics"));
        return builder.Build();
    }

    private static TracerProvider BuildTraces(IConfiguration configuration, string environment, OtlpTarget otlp) => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(configuration))
        .ConfigureResource(resource => Describe(resource, environment))
        .AddSource("Microsoft.AspNetCore", CommandMetrics.SourceName, StoreMetrics.SourceName, GuardMetrics.MeterName)
        .AddProcessor<SpanHygiene>()
        .AddOtlpExporter(exporter => otlp.Apply(exporter, "traces"))
        .Build();

    private static bool IsWanted(Instrument instrument, MeterScope meters) => meters.Owns(instrument) && instrument.Meter.Name switch
    {
        "System.Runtime" => OfTheRuntime.Contains(instrument.Name),
        "Microsoft.AspNetCore.Hosting" => instrument.Name == "http.server.request.duration",
        _ => true,
    };

    private static void Describe(ResourceBuilder resource, string environment) => resource
        .AddService("eventagents", serviceVersion: ProductVersion.Current)
        .AddAttributes([new("environment", environment), new("deployment.environment.name", environment)]);
}
