using System.Text.Json;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>Reads a streamed response's id from its first event, under which its replacements are kept for later turns.</summary>
internal sealed class ReplyHead
{
    // The first event repeats instructions and tools, so it can be as large as a request.
    private const int MaxBytes = 40 * 1_048_576;

    private ByteBuffer? _head = new();

    /// <summary>The id; null while it is not known.</summary>
    public string? Id { get; private set; }

    /// <summary>Takes the next bytes.</summary>
    public void Push(ReadOnlySpan<byte> chunk)
    {
        if (_head is null) return;
        var searched = Math.Max(0, _head.Length - 3);
        _head.Append(chunk);
        var isWhole = _head.Written[searched..].IndexOf("\n\n"u8) >= 0 || _head.Written[searched..].IndexOf("\r\n\r\n"u8) >= 0;
        if (!isWhole && _head.Length <= MaxBytes) return;
        var data = _head.Written.IndexOf("data:"u8);
        if (data >= 0) Id = IdIn(_head.Written[(data + 5)..], "response");
        _head = null;
    }

    /// <summary>The <c>id</c> of a reply.</summary>
    /// <param name="json">The reply, or text that begins with it.</param>
    /// <param name="member">The member that holds the reply; null for the document itself.</param>
    public static string? IdIn(ReadOnlySpan<byte> json, string? member)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
        var depth = member is null ? 1 : 2;
        var isInside = member is null;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                if (reader.CurrentDepth == 1 && member is not null) isInside = reader.ValueTextEquals(member);
                if (!isInside || reader.CurrentDepth != depth || !reader.ValueTextEquals("id"u8)) continue;
                return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }
        catch (JsonException)
        {
            return null;
        }
        return null;
    }
}
