using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EventAgents.Host.Api;

namespace EventAgents.Host.Load;

/// <summary>Sends requests with one key and counts how they ended.</summary>
internal sealed class LoadClient(HttpClient http, string key, LoadFigures figures)
{
    /// <summary>Sends one request.</summary>
    /// <param name="turn">Its place in the plan.</param>
    /// <param name="operation">The name that it is counted under.</param>
    /// <param name="method">The method.</param>
    /// <param name="address">The full address.</param>
    /// <param name="body">Written as JSON; null for none.</param>
    /// <param name="fault">Says what is wrong with an answer of status 2xx; null for nothing.</param>
    /// <returns>The answer's text, empty where it had none; null where the request failed.</returns>
    public async Task<string?> SendAsync(LoadTurn turn, string operation, HttpMethod method, Uri address, object? body = null, Func<string, string?>? fault = null)
    {
        string? failure = "lost";
        try
        {
            using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            failure = answer.IsSuccessStatusCode ? fault?.Invoke(text) : KindOf(answer.StatusCode, text);
            return failure is null ? text : null;
        }
        catch (TaskCanceledException)
        {
            failure = "timeout";
        }
        catch (HttpRequestException e)
        {
            failure = $"connection ({e.HttpRequestError})";
        }
        finally
        {
            figures.Ended(operation, turn.Due);
            if (failure is not null) figures.Failed(operation, failure);
        }
        return null;
    }

    /// <summary>The status and, where the answer is a problem document, its slug.</summary>
    private static string KindOf(HttpStatusCode status, string text)
    {
        try
        {
            using var problem = JsonDocument.Parse(text);
            var type = problem.RootElement.TryGetProperty("type", out var found) ? found.GetString() : null;
            if (type?.StartsWith(Problems.TypeBase, StringComparison.Ordinal) == true) return $"{(int)status} {type[Problems.TypeBase.Length..]}";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No problem document: the status says what there is to say.
        }
        return $"{(int)status}";
    }
}
