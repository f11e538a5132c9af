using System.Globalization;
using System.Net;
using System.Text.Json;
using EventAgents.Host.Cli;
using EventAgents.Host.Hosting;

namespace EventAgents.Host.Load;

/// <summary>Comes in: with the given key, or as organisations that are made for the run.</summary>
internal static class LoadKeys
{
    private const string LimitHeader = "RateLimit-Limit";
    private static readonly string[] Roles = ["admin"];

    /// <exception cref="StartException">The host does not answer, refuses the key, or would refuse the rate.</exception>
    public static async Task<IReadOnlyList<LoadTenant>> OpenAsync(HttpClient http, LoadOptions options, LoadFigures figures, CancellationToken cancellation)
    {
        try
        {
            var keys = options.Host.ApiKey is { } given ? [given] : new List<string>();
            if (keys.Count == 0)
            {
                for (var i = 0; i < options.Tenants; i++) keys.Add(await SignUpAsync(http, options.Host.Api, cancellation));
            }
            await CheckAsync(http, options, keys, cancellation);
            var run = Guid.NewGuid().ToString("n")[..8];
            return [.. keys.Select(key => new LoadTenant(new LoadClient(http, key, figures), options, run))];
        }
        catch (HttpRequestException e)
        {
            throw new StartException($"There is no host at {options.Host.Api}: {e.Message} Start one with ./run, or name it with --url.", e);
        }
    }

    private static async Task<string> SignUpAsync(HttpClient http, Uri api, CancellationToken cancellation)
    {
        var name = $"load-{Guid.NewGuid():n}";
        var founder = new { email = $"{name}@example.com", password = Guid.NewGuid().ToString(), organisation = name };
        using var signedUp = await http.PostAsJsonAsync(new Uri(api, "/api/v1/user/signup"), founder, cancellation);
        if (signedUp.StatusCode == HttpStatusCode.Forbidden)
        {
            throw new StartException($"The host takes no new organisations: name a key that may do everything with --api-key or {RunningHost.ApiKeyKey}.");
        }
        if (!signedUp.IsSuccessStatusCode) throw Refused(api, "signing up", signedUp);

        // Taken by hand, because outside of Development the cookie is meant for https, and this machine's own address is not.
        var cookie = signedUp.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, "/api/v1/api-keys"))
        {
            Content = JsonContent.Create(new { name = "load", roles = Roles }),
            Headers = { { "Cookie", cookie } },
        };
        using var made = await http.SendAsync(request, cancellation);
        if (!made.IsSuccessStatusCode) throw Refused(api, "making a key", made);
        return (await made.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("key").GetString()!;
    }

    /// <summary>Asks with each key once: a wrong one and a limit below the rate are told before anything is measured.</summary>
    private static async Task CheckAsync(HttpClient http, LoadOptions options, List<string> keys, CancellationToken cancellation)
    {
        foreach (var key in keys)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.Host.Api, "/api/v1/user/me")) { Headers = { { "Authorization", $"Bearer {key}" } } };
            using var answer = await http.SendAsync(request, cancellation);
            if (answer.StatusCode == HttpStatusCode.Unauthorized) throw new StartException($"The host at {options.Host.Api} does not know the key.");
            if (!answer.IsSuccessStatusCode) throw Refused(options.Host.Api, "saying who the key is", answer);
            if (!answer.Headers.TryGetValues(LimitHeader, out var limits)) continue;
            var limit = double.Parse(limits.First(), CultureInfo.InvariantCulture);
            if (options.Rate is { } rate && rate * 60 / keys.Count < limit) continue;
            throw new StartException(
                $"The host takes {limit:0} requests a minute from a key, fewer than this load sends. Start it with Api__RequestsPerMinute=0, or lower --rate.");
        }
    }

    private static StartException Refused(Uri api, string what, HttpResponseMessage answer) =>
        new($"The host at {api} refuses {what}: {(int)answer.StatusCode} {answer.ReasonPhrase}.");
}
