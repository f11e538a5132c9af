using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EventAgents.Host.Api;
using EventAgents.Host.Cli;
using EventAgents.Host.EmbeddedPostgres;
using EventAgents.Host.Seeding;
using EventAgents.Host.Settings;
using Npgsql;

namespace EventAgents.Host.Smoke;

/// <summary>The host that is checked, and what is known of it.</summary>
/// <param name="Settings">Of the environment that it should belong to.</param>
/// <param name="Host">Where it is.</param>
/// <param name="Login">How one comes in; null where that is not known.</param>
/// <param name="SettingsFolder">Where the settings' files are.</param>
/// <param name="Http">Waits no longer than a check may.</param>
internal sealed record SmokeTarget(EffectiveSettings Settings, RunningHost Host, SeedLogin? Login, string SettingsFolder, HttpClient Http)
{
    /// <summary>The environment that the host says it belongs to; until it has said so, the one that it should.</summary>
    public string Environment { get; init; } = Settings.Environment;

    /// <summary>The settings of <see cref="Environment"/>.</summary>
    public EffectiveSettings SettingsOfHost =>
        Environment == Settings.Environment ? Settings : EffectiveSettings.Load(new Dictionary<string, string?> { [EventAgents.Host.Settings.EnvironmentName.Variable] = Environment });

    /// <summary>The key to come in with.</summary>
    /// <exception cref="SmokeException">There is none.</exception>
    public string ApiKey => Host.ApiKey ?? Login?.ApiKey
        ?? throw new SmokeException($"There is no key: run 'eventagents init --environment {Settings.Environment.ToLowerInvariant()}', or set {RunningHost.ApiKeyKey}.");

    /// <summary>Connections to the store: the one of the settings, else this environment's own cluster.</summary>
    /// <exception cref="SmokeException">There is neither.</exception>
    public NpgsqlDataSource OpenStore()
    {
        var connection = Settings.ConnectionString ?? new ConnectionFile(Path.Combine(Settings.EnvironmentFolder, "connection")).Read()?.ConnectionString
            ?? throw new SmokeException("No server is set, and there is no cluster of this environment's own.");
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false, Timeout = SmokeRun.PatienceSeconds, CommandTimeout = SmokeRun.PatienceSeconds });
    }

    /// <summary>Sends a request with the key; the API's unless the address says otherwise.</summary>
    /// <exception cref="SmokeException">It was not answered with this status.</exception>
    public async Task<string> SendAsync(HttpMethod method, Uri address, object? body = null, HttpStatusCode expected = HttpStatusCode.OK, bool withKey = true)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        if (withKey) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.StatusCode == expected ? text : throw new SmokeException($"{method} {address.AbsolutePath} answers {(int)answer.StatusCode}, not {(int)expected}.");
    }

    /// <summary>The same for a path of the API, with JSON as the answer.</summary>
    public async Task<JsonElement> ApiAsync(HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        JsonElement.Parse(await SendAsync(method, new Uri(Host.Api, $"{ApiRegistration.BasePath}/{path}"), body, expected));
}
