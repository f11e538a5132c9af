using System.Net;

namespace EventAgents.Guard.Proxy.BuiltIn;

/// <summary>
/// A provider inside of this process for first steps and checks. It is no model and says so: it answers with what it received, so that a caller sees
/// what left, masked, and beside it what came back, restored.
/// </summary>
internal sealed class BuiltInProvider : HttpMessageHandler
{
    private const string ModelName = "eventagents-echo";

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path.EndsWith("/models", StringComparison.Ordinal)) return Reply(EchoReplies.Models(ModelName), "application/json");
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var echo = Echo.Of(body, ModelName);
        return path switch
        {
            _ when path.EndsWith("/count_tokens", StringComparison.Ordinal) => Reply(EchoReplies.Count(echo), "application/json"),
            _ when path.EndsWith("/messages", StringComparison.Ordinal) =>
                echo.IsStream ? Reply(EchoStreams.Messages(echo), "text/event-stream") : Reply(EchoReplies.Message(echo), "application/json"),
            _ when path.EndsWith("/chat/completions", StringComparison.Ordinal) =>
                echo.IsStream ? Reply(EchoStreams.Chat(echo), "text/event-stream") : Reply(EchoReplies.Chat(echo), "application/json"),
            _ => Reply("""{"error":{"message":"The built-in provider knows chat/completions, messages and models.","type":"invalid_request_error","param":null,"code":"not-served"}}""", "application/json", HttpStatusCode.NotFound),
        };
    }

    private static HttpResponseMessage Reply(string body, string mediaType, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, encoding: null, mediaType) };
}
