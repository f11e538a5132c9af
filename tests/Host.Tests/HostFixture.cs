using EventAgents.Events;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using EventAgents.Testing;

namespace EventAgents.Host.Tests;

/// <summary>The whole product on a free port, with a database of its own and a clock that the test moves.</summary>
public class HostFixture : IAsyncLifetime
{
    /// <summary>With what the installation's operator comes in.</summary>
    public const string OperatorKey = "the-operator-of-these-tests-comes-in";

    private readonly PostgresFixture _postgres = new();
    private ProductHost? _host;

    /// <summary>Keys and what the host remembers; kept over a restart.</summary>
    public string DataFolder { get; } = Directory.CreateTempSubdirectory("eventagents-host-").FullName;

    /// <summary>Starts at the real time, because cookie keys and databases have clocks of their own.</summary>
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>Organisation that most tests work in.</summary>
    internal TestOrganisation Ours { get; private set; } = null!;

    /// <summary>Another one, which must see nothing of ours.</summary>
    internal TestOrganisation Theirs { get; private set; } = null!;

    /// <summary>Sends no credential.</summary>
    public HttpClient Anonymous { get; private set; } = null!;

    public IServiceProvider Services => _host!.Services;

    public string ConnectionString => _postgres.ConnectionString;

    public Uri Address => _host!.ApiAddress;

    public Uri GuardAddress => _host!.GuardAddress!;

    /// <summary>Settings beside the usual; keys with <c>:</c> between sections.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    public T Service<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public virtual async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        await StartAsync();
        Ours = await TestOrganisation.CreateAsync(this, "Analytical Engines");
        Theirs = await TestOrganisation.CreateAsync(this, "Difference Engines");
    }

    /// <summary>Stops the host and starts another one on the same database.</summary>
    public async Task RestartAsync()
    {
        await _host!.DisposeAsync();
        await StartAsync();
        Ours.MoveTo(Address);
        Theirs.MoveTo(Address);
    }

    /// <summary>Starts one more host on the same database and clock.</summary>
    internal Task<ProductHost> StartAnotherAsync(params (string Key, string Value)[] settings) => StartHostAsync(settings);

    public virtual async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        await _host!.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(DataFolder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task StartAsync()
    {
        _host = await StartHostAsync();
        Anonymous = new HttpClient { BaseAddress = Address };
    }

    private Task<ProductHost> StartHostAsync(params (string Key, string Value)[] further)
    {
        var settings = new Dictionary<string, string?>
        {
            [ProcessOptions.ApiPortKey] = "0",
            [ProcessOptions.GuardPortKey] = "0",
            [ProcessOptions.DataFolderKey] = DataFolder,
            ["DOTNET_ENVIRONMENT"] = "Development",
            [ProcessOptions.OperatorKeyKey] = OperatorKey,
            ["Api:RequestsPerMinute"] = "0",
            ["Jobs:MaxRunningPerTenant"] = "1000",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in Settings) settings[key] = value;
        foreach (var (key, value) in further) settings[key] = value;
        var effective = EffectiveSettings.Load(settings);
        return ProductHost.StartAsync(effective, effective.ConnectionString ?? ConnectionString, Clock, CancellationToken.None);
    }
}

/// <summary>An organisation made over HTTP, with a client for each set of roles.</summary>
internal sealed class TestOrganisation
{
    private readonly Dictionary<string, HttpClient> _clients = [];
    private readonly HostFixture _host;
    private readonly string _adminKey;
    private Uri _address;

    private TestOrganisation(string id, string adminKey, HostFixture host) => (Id, _adminKey, _host, _address) = (id, adminKey, host, host.Address);

    public string Id { get; }

    /// <summary>A key with all roles.</summary>
    public HttpClient Admin => ClientOf(Role.Admin);

    public HttpClient Member => ClientOf(Role.Member);

    public HttpClient Agent => ClientOf(Role.Agent);

    public static async Task<TestOrganisation> CreateAsync(HostFixture host, string name)
    {
        using var founder = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = host.Address };
        var signedUp = await founder.PostAsJsonAsync(
            "/api/v1/user/signup", new { email = $"founder-{Guid.NewGuid():n}@example.com", password = "correct horse battery", organisation = name });
        var user = await signedUp.ReadAsync(System.Net.HttpStatusCode.Created);
        var key = await NewKeyAsync(founder, [Role.Admin], expiresAt: null);
        return new TestOrganisation(user.GetProperty("organisation").GetString()!, key, host);
    }

    /// <summary>A client with a key of exactly these roles; the same roles give the same key.</summary>
    public HttpClient ClientOf(params Role[] roles)
    {
        var name = string.Join(',', roles.Order());
        if (_clients.TryGetValue(name, out var known)) return known;
        var key = NewKeyAsync(roles).GetAwaiter().GetResult();
        return _clients[name] = WithKey(key);
    }

    /// <summary>A client of the guard, with the key that <see cref="ClientOf"/> has for these roles.</summary>
    public HttpClient GuardClientOf(params Role[] roles)
    {
        var client = new HttpClient { BaseAddress = _host.GuardAddress };
        client.DefaultRequestHeaders.Authorization = ClientOf(roles).DefaultRequestHeaders.Authorization;
        return client;
    }

    /// <summary>Makes a key and tells it.</summary>
    public async Task<string> NewKeyAsync(Role[] roles, DateTimeOffset? expiresAt = null)
    {
        using var admin = WithKey(_adminKey);
        return await NewKeyAsync(admin, roles, expiresAt);
    }

    private static async Task<string> NewKeyAsync(HttpClient admin, Role[] roles, DateTimeOffset? expiresAt)
    {
        var made = await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "test", roles = roles.Select(role => role.ToString()), expiresAt });
        return (await made.ReadAsync(System.Net.HttpStatusCode.Created)).GetProperty("key").GetString()!;
    }

    /// <summary>A client that sends this key.</summary>
    public HttpClient WithKey(string key)
    {
        var client = new HttpClient { BaseAddress = _address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>The host listens somewhere else now; keys stay.</summary>
    public void MoveTo(Uri address)
    {
        _address = address;
        foreach (var (name, old) in _clients.ToList()) _clients[name] = WithKey(old.DefaultRequestHeaders.Authorization!.Parameter!);
    }
}
