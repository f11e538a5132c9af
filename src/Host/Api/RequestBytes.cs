using System.Text.Json;
using System.Text.Unicode;
using EventAgents.Host.Hosting;

namespace EventAgents.Host.Api;

/// <summary>A request's body as it came, read once: for the JSON in it and for what an Idempotency-Key is bound to.</summary>
internal static class RequestBytes
{
    private static readonly object Key = new();

    /// <summary>Reads the body; the server ends one that is over the route's limit with 413.</summary>
    public static async ValueTask<byte[]> ReadAsync(HttpContext context)
    {
        if (context.Items[Key] is byte[] read) return read;
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var bytes = buffer.ToArray();
        context.Items[Key] = bytes;
        return bytes;
    }

    /// <summary>Reads the body as JSON; no body is an empty object.</summary>
    /// <param name="context">The request.</param>
    /// <param name="contentTypes">Media types that the route takes.</param>
    /// <exception cref="ProblemException">Another type, broken or too deep JSON, a member that stands twice, text that PostgreSQL cannot keep.</exception>
    public static async ValueTask<JsonElement> ReadJsonAsync(HttpContext context, params string[] contentTypes)
    {
        var bytes = await ReadAsync(context);
        if (bytes.Length == 0) return JsonElement.Parse("{}");
        var type = context.Request.GetTypedHeaders().ContentType;
        var isUtf8 = type is not null && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!isUtf8 || !contentTypes.Any(taken => type!.MediaType.Equals(taken, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ProblemException(Problems.ContentType with { Detail = $"Send {string.Join(" or ", contentTypes)} in UTF-8." });
        }
        CheckText(bytes);
        try
        {
            return JsonElement.Parse(bytes, new JsonDocumentOptions { MaxDepth = ApiLimits.MaxJsonDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new ProblemException(Problems.Invalid("", $"This is no JSON that can be taken: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."));
        }
    }

    /// <summary>Refuses bytes that are no UTF-8, NUL characters and halves of surrogate pairs: none of them can be stored or given back.</summary>
    private static void CheckText(byte[] bytes)
    {
        if (!Utf8.IsValid(bytes)) throw new ProblemException(Problems.Invalid("", "The body is not UTF-8."));
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = ApiLimits.MaxJsonDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped) continue;
                if (reader.GetString()!.Contains('\0', StringComparison.Ordinal)) throw new ProblemException(Problems.Invalid("", "A text holds a NUL character."));
            }
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Problems.Invalid("", "A text holds half of a surrogate pair."));
        }
        catch (JsonException)
        {
            // Parsing says where.
        }
    }
}
