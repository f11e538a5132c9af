using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// The guard's refusals in each provider's own error shape, so that official SDKs raise the exception that fits. No text of the request is in them.
/// </summary>
public static class ProviderErrors
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>HTTP status of a refusal.</summary>
    public static int StatusOf(RefusalReason reason) => Describe(reason).Status;

    /// <summary>Stable name of a refusal, for records and for the OpenAI shape's <c>code</c>.</summary>
    public static string SlugOf(RefusalReason reason) => Describe(reason).Slug;

    /// <summary>Writes a refusal's body.</summary>
    /// <param name="dialect">The caller's dialect.</param>
    /// <param name="refusal">The refusal.</param>
    /// <param name="requestId">The call's id; null to leave it out.</param>
    /// <param name="output">Receives JSON.</param>
    public static void Write(ErrorDialect dialect, Refusal refusal, string? requestId, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var (status, slug, text) = Describe(refusal.Reason);
        var message = MessageOf(refusal, text);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        if (dialect == ErrorDialect.Anthropic) json.WriteString("type", "error");
        json.WriteStartObject("error");
        switch (dialect)
        {
            case ErrorDialect.OpenAi:
                json.WriteString("message", message);
                json.WriteString("type", status == 429 ? "insufficient_quota" : status >= 500 ? "server_error" : "invalid_request_error");
                json.WriteNull("param");
                json.WriteString("code", slug);
                break;
            case ErrorDialect.Anthropic:
                json.WriteString("type", AnthropicType(status));
                json.WriteString("message", message);
                json.WriteStartObject("details");
                json.WriteString("error_code", slug);
                json.WriteEndObject();
                break;
            default:
                json.WriteNumber("code", status);
                json.WriteString("message", message);
                json.WriteStartObject("metadata");
                json.WriteString("reason", slug);
                json.WriteEndObject();
                break;
        }
        json.WriteEndObject();
        if (dialect == ErrorDialect.Anthropic && requestId is not null) json.WriteString("request_id", requestId);
        json.WriteEndObject();
    }

    /// <summary>Writes a refusal as the last event of a stream.</summary>
    /// <param name="api">The call's protocol.</param>
    /// <param name="refusal">The refusal.</param>
    /// <param name="requestId">The call's id.</param>
    /// <param name="output">Receives the event.</param>
    internal static void WriteEvent(LlmApi api, Refusal refusal, string requestId, IBufferWriter<byte> output)
    {
        var isResponses = ReferenceEquals(api, LlmApi.Responses);
        if (isResponses || api.Errors == ErrorDialect.Anthropic) output.Write("event: error\n"u8);
        output.Write("data: "u8);
        if (isResponses) WriteFlat(refusal, output);
        else Write(api.Errors, refusal, requestId, output);
        output.Write("\n\n"u8);
    }

    /// <summary>The error event of OpenAI's responses, whose members stand beside its type.</summary>
    private static void WriteFlat(Refusal refusal, IBufferWriter<byte> output)
    {
        var (_, slug, text) = Describe(refusal.Reason);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteString("code", slug);
        json.WriteString("message", MessageOf(refusal, text));
        json.WriteNull("param");
        json.WriteEndObject();
    }

    private static string MessageOf(Refusal refusal, string text) =>
        refusal.Detail is null ? $"EventAgents guard: {text}" : $"EventAgents guard: {text} ({refusal.Detail})";

    private static string AnthropicType(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };

    private static (int Status, string Slug, string Text) Describe(RefusalReason reason) => reason switch
    {
        RefusalReason.NotJson => (400, "not-json", "the body is no JSON object"),
        RefusalReason.NotUtf8 => (400, "not-utf8", "the body is not valid UTF-8 or holds half a surrogate pair"),
        RefusalReason.DuplicateMember => (400, "duplicate-member", "an object has two members of one name"),
        RefusalReason.TooDeep => (400, "too-deep", string.Create(CultureInfo.InvariantCulture, $"the body is nested deeper than {RequestMasker.MaxDepth} levels")),
        RefusalReason.EntityBlocked => (422, "entity-blocked", "the policy blocks what was found"),
        RefusalReason.StrictFinding => (422, "strict-finding", "strict mode refuses what was found"),
        RefusalReason.BinaryBlocked => (422, "binary-blocked", "a part cannot be scanned and the policy blocks it"),
        RefusalReason.TokenArrayBlocked => (422, "token-array-blocked", "arrays of tokens cannot be scanned and the policy blocks them"),
        RefusalReason.NumberNotMaskable => (422, "number-not-maskable", "a JSON number holds personal data and has too few or too many digits to be replaced; send it as a string, or let the policy redact its type"),
        RefusalReason.TooLarge => (413, "too-large", "the body is too large"),
        RefusalReason.UnsupportedMedia => (415, "unsupported-media", "the content type or encoding is not read"),
        RefusalReason.NotServed => (404, "not-served", "this path is not served"),
        RefusalReason.Unauthenticated => (401, "unauthenticated", "no valid credential"),
        RefusalReason.Forbidden => (403, "forbidden", "the credential does not allow this call"),
        RefusalReason.BudgetExceeded => (429, "budget-exceeded", "the budget is used up"),
        RefusalReason.ChainUnknown => (422, "chain-unknown", "the earlier replies that this call continues are not known here any more; send the conversation instead"),
        RefusalReason.ModelNotServed => (404, "model-not-served", "this model is not served"),
        RefusalReason.InvalidHeader => (400, "invalid-header", "a header cannot be read"),
        RefusalReason.LogUnavailable => (503, "log-unavailable", "the call cannot be recorded"),
        RefusalReason.PolicyUnreadable => (503, "policy-unreadable", "the organisation's policy cannot be read; an admin can set it again"),
        RefusalReason.UpstreamUnavailable => (502, "upstream-unavailable", "the provider cannot be reached"),
        _ => (503, "detector-failed", "the body could not be scanned"),
    };
}
