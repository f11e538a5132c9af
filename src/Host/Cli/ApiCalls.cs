using System.Net.Http.Headers;
using System.Text.Json;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Cli;

/// <summary>Calls the API of a running host for a verb. What the host refuses becomes a message for people.</summary>
internal sealed class ApiCalls : IDisposable
{
    private readonly HttpClient _client;

    /// <exception cref="SettingsException">There is no key.</exception>
    public ApiCalls(RunningHost host)
    {
        if (host.ApiKey is not { } key) throw new SettingsException([$"{RunningHost.ApiKeyKey}: an API key with the role reviewer is needed (or --api-key)."]);
        _client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { BaseAddress = host.Api, Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Sends a GET and gives the answer as soon as its head is there.</summary>
    /// <param name="path">Below <c>/api/v1/</c>, with its query.</param>
    /// <param name="accept">The media type that is wanted.</param>
    /// <param name="lastEventId">Where a live reader goes on; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ApiRefusalException">The host says no.</exception>
    /// <exception cref="HttpRequestException">The host does not answer.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, string accept, CancellationToken cancellation, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Accept.ParseAdd(accept);
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw new ApiRefusalException((int)response.StatusCode, await DescribeAsync(response, cancellation));
    }

    /// <summary>Sends a GET and reads the JSON of its answer.</summary>
    public async Task<JsonElement> GetJsonAsync(string path, CancellationToken cancellation)
    {
        using var response = await GetAsync(path, "application/json", cancellation);
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    public void Dispose() => _client.Dispose();

    private static async Task<string> DescribeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            var errors = problem.TryGetProperty("errors", out var all) ? string.Concat(all.EnumerateObject().Select(e => $" {e.Name}: {string.Join(' ', e.Value.EnumerateArray())}")) : "";
            return $"{(int)response.StatusCode} {problem.GetProperty("title").GetString()}.{errors}";
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"{(int)response.StatusCode} {response.ReasonPhrase}";
        }
    }
}

/// <summary>The host has answered, and the answer is no.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="message">What it said.</param>
internal sealed class ApiRefusalException(int status, string message) : Exception(message)
{
    /// <summary>Whether asking again later may help.</summary>
    public bool IsTransient => status is 429 or >= 500;
}
