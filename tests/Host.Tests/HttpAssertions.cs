using System.Net;
using System.Text.Json;

namespace EventAgents.Host.Tests;

/// <summary>What tests say about answers.</summary>
internal static class HttpAssertions
{
    /// <summary>The body of an answer that must have this status.</summary>
    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.PathAndQuery}: {(int)response.StatusCode}, not {(int)status}. {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <summary>The body of an answer that must be a success, whichever.</summary>
    public static Task<JsonElement> ReadSuccessAsync(this HttpResponseMessage response) => response.ReadAsync(response.IsSuccessStatusCode ? response.StatusCode : HttpStatusCode.OK);

    /// <summary>The problem document of an answer that must say no in this way.</summary>
    public static async Task<JsonElement> ReadProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string slug)
    {
        var problem = await response.ReadAsync(status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"https://eventagents.dev/problems/{slug}", problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("traceId").GetString()));
        return problem;
    }

    /// <summary>The JSON pointers that a validation problem names.</summary>
    public static IEnumerable<string> Pointers(this JsonElement problem) => problem.GetProperty("errors").EnumerateObject().Select(error => error.Name);

    /// <summary>A request with a body as text, of whatever type.</summary>
    public static HttpRequestMessage Request(HttpMethod method, string path, string? body = null, string mediaType = "application/json") => new(method, path)
    {
        Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, mediaType),
    };
}
