using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventAgents.Guard.Proxy.BuiltIn;

/// <summary>The built-in provider's whole replies, in each protocol's shape.</summary>
internal static class EchoReplies
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Chat(Echo echo) => Json(new
    {
        id = "chatcmpl-builtin",
        @object = "chat.completion",
        created = 0,
        model = echo.Model,
        choices = new[] { new { index = 0, message = new { role = "assistant", content = echo.Text }, finish_reason = "stop" } },
        usage = ChatUsage(echo),
    });

    public static string Message(Echo echo) => Json(new
    {
        id = "msg_builtin",
        type = "message",
        role = "assistant",
        model = echo.Model,
        content = new[] { new { type = "text", text = echo.Text } },
        stop_reason = "end_turn",
        stop_sequence = (string?)null,
        usage = new { input_tokens = echo.InputTokens, output_tokens = echo.OutputTokens },
    });

    public static string Count(Echo echo) => Json(new { input_tokens = echo.InputTokens });

    public static string Models(string model) => Json(new
    {
        @object = "list",
        data = new[]
        {
            new { id = model, @object = "model", type = "model", display_name = "Echo", created = 0, created_at = "1970-01-01T00:00:00Z", owned_by = "eventagents" },
        },
        has_more = false,
        first_id = model,
        last_id = model,
    });

    public static object ChatUsage(Echo echo) =>
        new { prompt_tokens = echo.InputTokens, completion_tokens = echo.OutputTokens, total_tokens = echo.InputTokens + echo.OutputTokens };

    public static string Json(object value) => JsonSerializer.Serialize(value, Options);
}
