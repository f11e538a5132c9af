using EventAgents.Commands.Jobs;
using EventAgents.EventStore;
using EventAgents.Guard.Proxy;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Features;
using EventAgents.Host.Guard;
using EventAgents.Host.Seals;
using EventAgents.Host.Telemetry;
using EventAgents.Host.Workers;

namespace EventAgents.Host.Settings;

/// <summary>All that this process is told: files, then environment variables, then what a test adds.</summary>
/// <param name="Environment">Development, Staging or Production.</param>
/// <param name="Configuration">The values, the strongest source winning.</param>
/// <param name="Process">Ports, folder and roles, checked.</param>
internal sealed record EffectiveSettings(string Environment, IConfiguration Configuration, ProcessOptions Process)
{
    /// <summary>The sections that the product reads, with the class that each is bound to.</summary>
    public static IReadOnlyDictionary<string, Func<IConfiguration, object>> Sections { get; } = new Dictionary<string, Func<IConfiguration, object>>
    {
        ["Api"] = configuration => SettingsRegistration.Bind<ApiOptions>(configuration, "Api"),
        ["Auth"] = configuration => SettingsRegistration.Bind<AuthOptions>(configuration, "Auth"),
        ["Detector"] = configuration => SettingsRegistration.Bind<DetectorOptions>(configuration, "Detector"),
        ["EventStore"] = configuration => SettingsRegistration.Bind<EventStoreOptions>(configuration, "EventStore"),
        ["Features"] = configuration => SettingsRegistration.Bind<FeatureOptions>(configuration, "Features"),
        ["Guard"] = configuration => SettingsRegistration.Bind<GuardOptions>(configuration, "Guard"),
        ["GuardKeys"] = configuration => SettingsRegistration.Bind<GuardKeyOptions>(configuration, "GuardKeys"),
        ["Jobs"] = configuration => SettingsRegistration.Bind<JobQueueOptions>(configuration, "Jobs"),
        ["Seals"] = configuration => SettingsRegistration.Bind<SealOptions>(configuration, "Seals"),
        ["Sessions"] = configuration => SettingsRegistration.Bind<SessionExpiryOptions>(configuration, "Sessions"),
        ["Store"] = configuration => SettingsRegistration.Bind<StoreOptions>(configuration, "Store"),
        ["Thresholds"] = configuration => SettingsRegistration.Bind<ThresholdOptions>(configuration, "Thresholds"),
    };

    /// <summary>The server to use, or null for the embedded one.</summary>
    public string? ConnectionString => Configuration.GetConnectionString("EventStore") is { Length: > 0 } given ? given : null;

    /// <summary>Where this environment's own files are: <c>{data}/development</c>, say.</summary>
    public string EnvironmentFolder => Path.Combine(Process.DataFolder, Environment.ToLowerInvariant());

    /// <summary>Reads everything and checks every section.</summary>
    /// <param name="overrides">Keys with <c>:</c> between sections; they win over the environment's.</param>
    /// <exception cref="SettingsException">Names every wrong value.</exception>
    public static EffectiveSettings Load(IReadOnlyDictionary<string, string?>? overrides = null)
    {
        var given = overrides ?? new Dictionary<string, string?>();
        var environment = EnvironmentName.Parse(given.GetValueOrDefault(EnvironmentName.Variable) ?? System.Environment.GetEnvironmentVariable(EnvironmentName.Variable));
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(given)
            .Build();

        var problems = new List<string>();
        ProcessOptions? process = null;
        Collect(() => process = ProcessOptions.From(configuration), problems);
        Collect(() => OtlpTarget.From(configuration), problems);
        foreach (var bind in Sections.Values) Collect(() => bind(configuration), problems);
        return problems.Count == 0 ? new EffectiveSettings(environment, configuration, process!) : throw new SettingsException(problems);
    }

    private static void Collect(Action check, List<string> problems)
    {
        try
        {
            check();
        }
        catch (SettingsException e)
        {
            problems.AddRange(e.Problems);
        }
    }
}
