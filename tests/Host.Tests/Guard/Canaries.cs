using System.Net.Sockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventAgents.Host.Tests.Guard;

/// <summary>
/// Sends values that stand nowhere else through a guard, by every way into it and to every end that a call can have, so that a test can look where they turn up.
/// </summary>
/// <param name="guard">The guard's address.</param>
/// <param name="api">The API's address.</param>
internal sealed class Canaries(Uri guard, Uri api)
{
    /// <summary>What must turn up nowhere. Made up, or of ranges that belong to nobody.</summary>
    public static readonly string[] Values =
    [
        "canary.sparrow@example.com", "4012888888881881", "+1 212-555-0142", "GB82WEST12345698765432", "Quillon Featherstonehaugh", "192.0.2.217",
        "078-05-1120", "sk-proj-9dK2mQ7xVbT4wR8nYc3LpZ6hJf5sGa1e",
    ];

    /// <summary>All of them in a sentence.</summary>
    public static readonly string Text =
        $"My name is {Values[4]}, mail {Values[0]}, card {Values[1]}, call {Values[2]}, IBAN {Values[3]}, host {Values[5]}, SSN {Values[6]}, api_key={Values[7]}.";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A value in the spellings in which it may turn up.</summary>
    public static IEnumerable<string> Spellings(string value) =>
        new[] { value, Uri.EscapeDataString(value), JsonSerializer.Serialize(value)[1..^1], Convert.ToBase64String(Encoding.UTF8.GetBytes(value))[..^4] }.Distinct();

    /// <summary>The values in a text.</summary>
    public static IEnumerable<string> In(string text) => Values.Where(value => Spellings(value).Any(spelling => text.Contains(spelling, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What the provider answers, by the word that the request holds.</summary>
    public static async Task AnswerAsync(string body, HttpResponse response)
    {
        var cancellation = response.HttpContext.RequestAborted;
        var quoted = JsonSerializer.Serialize(body.Length > 400 ? body[..400] : body);
        switch (body)
        {
            case var _ when body.Contains("say: error", StringComparison.Ordinal):
                response.StatusCode = 400;
                await response.WriteAsync($"{{\"error\":{{\"message\":{quoted}}}}}", cancellation);
                break;
            case var _ when body.Contains("say: nonsense", StringComparison.Ordinal):
                await response.WriteAsync($"{{\"choices\":[{quoted}", cancellation);
                break;
            case var _ when body.Contains("say: break", StringComparison.Ordinal):
                response.ContentType = "text/event-stream";
                await response.WriteAsync($"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{quoted}}}}}]}}\n\n", cancellation);
                await response.Body.FlushAsync(cancellation);
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);  // or it would be broken off before its beginning is read
                response.HttpContext.Abort();
                break;
            case var _ when body.Contains("say: nothing", StringComparison.Ordinal):
                await Task.Delay(Timeout.Infinite, cancellation);
                break;
            case var _ when body.Contains("\"stream\":true", StringComparison.Ordinal):
                response.ContentType = "text/event-stream";
                await response.WriteAsync($"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{quoted}}}}}]}}\n\ndata: [DONE]\n\n", cancellation);
                break;
            default:
                await response.WriteAsync($"{{\"id\":\"resp_1\",\"choices\":[{{\"index\":0,\"message\":{{\"content\":{quoted}}}}}],\"usage\":{{\"prompt_tokens\":1,\"completion_tokens\":1}}}}", cancellation);
                break;
        }
    }

    /// <summary>Sends them all.</summary>
    /// <returns>The statuses, for a test to see that calls went every way.</returns>
    public async Task<List<int>> SendAsync()
    {
        using var client = new HttpClient { BaseAddress = guard };
        var statuses = new List<int>();
        foreach (var path in (string[])["/openai/v1/chat/completions", "/openai/v1/responses", "/openai/v1/completions", "/openai/v1/embeddings", "/anthropic/v1/messages"])
        {
            foreach (var word in (string[])["echo", "error", "nonsense"]) statuses.Add(await PostAsync(client, path, Body(word)));
        }
        const string chat = "/openai/v1/chat/completions";
        statuses.Add(await PostAsync(client, chat, Body("echo", isStream: true)));
        statuses.Add(await PostAsync(client, "/gone/v1/chat/completions", Body("echo")));
        await Assert.ThrowsAnyAsync<Exception>(() => PostAsync(client, chat, Body("break", isStream: true)));
        using (var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            var left = PostAsync(client, chat, Body("nothing"), cancellation: leaving.Token);
            leaving.CancelAfter(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }
        foreach (var value in Values)
        {
            statuses.Add(await PostAsync(client, $"/openai/v1/{Uri.EscapeDataString(value)}", Body("echo")));
            statuses.Add(await PostAsync(client, $"{chat}?user={Uri.EscapeDataString(value)}", Body("echo")));
            statuses.Add(await PostAsync(client, chat, Body("echo", model: value)));
            foreach (var header in (string[])["x-eventagents-agent", "x-eventagents-session", "x-title", "user-agent", "x-api-key", "authorization", "baggage", "traceparent", "x-request-id"])
            {
                statuses.Add(await PostAsync(client, chat, Body("echo"), (header, value)));
            }
        }
        foreach (var damaged in Damaged()) statuses.Add(await PostAsync(client, chat, damaged));
        statuses.Add(await PostAsync(client, chat, Body("echo"), ("content-type", $"text/{Values[5]}")));
        statuses.Add(await PostAsync(client, chat, Body("echo"), ("content-encoding", Values[5])));
        foreach (var line in (string[])[$"GET /{Values[0]} HTTP/9.9", $"{Values[0]} / HTTP/1.1", $"GET / HTTP/1.1\r\nhost: x\r\n{Values[0]}", $"GET /{Values[0]}\u0001 HTTP/1.1"]) await RawAsync(line);
        using var http = new HttpClient { BaseAddress = api };
        foreach (var path in (string[])["/api/v1/guard/preview", "/api/v1/pii/detect"])
        {
            var whole = JsonSerializer.Serialize(new { text = Text });
            foreach (var body in (string[])[whole, whole[..^3], whole.Replace("{", "{tru ", StringComparison.Ordinal), whole.Replace("text", Values[0], StringComparison.Ordinal)])
            {
                statuses.Add(await PostAsync(http, path, body));
            }
        }
        return statuses;
    }

    private static string Body(string word, bool isStream = false, string model = "m") => JsonSerializer.Serialize(new
    {
        model,
        stream = isStream,
        max_tokens = 5,
        user = Values[0],
        metadata = new Dictionary<string, string> { [Values[0]] = Values[1] },
        input = $"say: {word} {Text}",
        prompt = $"say: {word} {Text}",
        messages = new[] { new { role = "user", content = $"say: {word} {Text}" } },
    }, Plain);

    private static IEnumerable<string> Damaged()
    {
        var body = Body("echo");
        yield return body[..^3];
        yield return $"[{body}]";
        yield return body.Replace("\"stream\"", "\"model\"", StringComparison.Ordinal);
        yield return body.Replace("false", $"{new string('[', 300)}\"{Values[0]}\"{new string(']', 300)}", StringComparison.Ordinal);
        yield return body.Replace("false", $"tru {Values[0]}", StringComparison.Ordinal);
        yield return body.Replace("echo", "\\ud83d", StringComparison.Ordinal);
        yield return $$$"""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"{{{Values[0]}}}"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}]}""";
        yield return $$$"""{"model":"m","messages":[{"tool_calls":[{"function":{"arguments":"{\"pin\":4711,\"mail\":\"{{{Values[0]}}}\" }"}}]}]}""";
    }

    private static async Task<int> PostAsync(HttpClient client, string path, string body, params (string Name, string Value)[] headers) =>
        await PostAsync(client, path, body, Cancellation, headers);

    private static async Task<int> PostAsync(HttpClient client, string path, string body, CancellationToken cancellation, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith("content-", StringComparison.Ordinal)) request.Content.Headers.Remove(name);
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        using var reply = await client.SendAsync(request, cancellation);
        await reply.Content.ReadAsStringAsync(cancellation);
        return (int)reply.StatusCode;
    }

    /// <summary>What no HTTP client would send.</summary>
    private async Task RawAsync(string head)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(guard.Host, guard.Port, Cancellation);
        await socket.SendAsync(Encoding.ASCII.GetBytes(head + "\r\n\r\n"), Cancellation);
        await socket.ReceiveAsync(new byte[1_024], Cancellation);
    }
}
