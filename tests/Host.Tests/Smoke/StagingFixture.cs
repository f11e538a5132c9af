using EventAgents.Host.Cli;
using EventAgents.Host.Hosting;
using EventAgents.Host.Seeding;
using EventAgents.Host.Settings;
using EventAgents.Host.Smoke;
using EventAgents.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EventAgents.Host.Tests.Smoke;

/// <summary>A staging host with a little test data, and everything that the smoke run looks at.</summary>
public sealed class StagingFixture : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private readonly string _data = Directory.CreateTempSubdirectory("eventagents smoke ").FullName;
    private ProductHost? _host;

    internal EffectiveSettings Settings { get; private set; } = null!;

    internal SeedLogin Login { get; private set; } = null!;

    internal RunningHost Running => new(_host!.ApiAddress, _host.GuardAddress!, ApiKey: null);

    /// <summary>The host as the smoke run is told of it.</summary>
    internal SmokeTarget Target => TargetOf(_host!, new SocketsHttpHandler { UseCookies = false });

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        Settings = SettingsWith();
        var size = new SeedSize(Knowledge: 5, Users: 3, Issues: 4, Sessions: 2, Days: 1);
        var clock = new SeedClock(TimeProvider.System.GetUtcNow().AddDays(-1));
        await using (var log = await EventLog.OpenAsync(_postgres.ConnectionString, Settings, clock, NullLogger.Instance, CancellationToken.None))
        {
            await new Seeder(log.Store, clock, Settings, size).SeedAsync((_, _) => new SeedStep(() => { }, () => { }));
        }
        Login = SeedLogin.Find(Settings)!;
        _host = await StartAsync();
    }

    /// <summary>Settings of the fixture's store and folder, with further ones.</summary>
    internal EffectiveSettings SettingsWith(params (string Key, string Value)[] further)
    {
        var settings = new Dictionary<string, string?>
        {
            ["DOTNET_ENVIRONMENT"] = "Staging",
            ["ConnectionStrings:EventStore"] = _postgres.ConnectionString,
            [ProcessOptions.DataFolderKey] = _data,
            [ProcessOptions.ApiPortKey] = "0",
            [ProcessOptions.GuardPortKey] = "0",
            [ProcessOptions.OperatorKeyKey] = HostFixture.OperatorKey,
            ["Auth:LoginTriesPerMinute"] = "1000",
            ["Api:RequestsPerMinute"] = "0",
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:Microsoft"] = "Error",
        };
        foreach (var (key, value) in further) settings[key] = value;
        return EffectiveSettings.Load(settings);
    }

    /// <summary>Starts a host of the same store.</summary>
    internal Task<ProductHost> StartAsync(params (string Key, string Value)[] further) =>
        ProductHost.StartAsync(SettingsWith(further), _postgres.ConnectionString, TimeProvider.System, CancellationToken.None);

    /// <summary>Another host of the same store, as the smoke run is told of it.</summary>
    internal SmokeTarget TargetOf(ProductHost host, HttpMessageHandler handler) => new(
        Settings, new RunningHost(host.ApiAddress, host.GuardAddress ?? new Uri("http://127.0.0.1:9"), ApiKey: null), Login, AppContext.BaseDirectory,
        new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) });

    /// <summary>Changes the store behind the product's back.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var store = NpgsqlDataSource.Create(_postgres.ConnectionString);
        await using var command = store.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
