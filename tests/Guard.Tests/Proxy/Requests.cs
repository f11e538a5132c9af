using System.Net.Http.Headers;
using System.Text;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Requests of the tests.</summary>
internal static class Requests
{
    public const string Chat = "/openai/v1/chat/completions";

    public static string ChatBody(string text, bool stream = false) =>
        $$"""{"model":"gpt-5","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":{{System.Text.Json.JsonSerializer.Serialize(text)}}}]}""";

    public static HttpRequestMessage Post(string path, string body, params (string Name, string Value)[] headers) =>
        Post(path, Encoding.UTF8.GetBytes(body), "application/json", headers);

    public static HttpRequestMessage Post(string path, byte[] body, string contentType, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }
}
