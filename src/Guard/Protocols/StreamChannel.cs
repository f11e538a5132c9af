using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>Which stream of text in a reply: a choice's content, a tool call's arguments.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Type">Hash of the event's type, where that tells streams apart.</param>
/// <param name="Outer">Number of the choice, block or item; below 0 for none.</param>
/// <param name="Inner">Number of the part or tool call in it; below 0 for none.</param>
internal readonly record struct ChannelKey(ChannelKind Kind, ulong Type, int Outer, int Inner);

/// <summary>
/// One stream of text in a reply, and what of it waits: a tail that may become a replacement, or all of it where what the model brings in is masked, since only
/// a whole text can be scanned.
/// </summary>
/// <param name="index">The request's replacements.</param>
/// <param name="isJson">Whether the text is known to be JSON.</param>
/// <param name="masker">Masks what the model brings in; null where nothing is scanned.</param>
internal sealed class StreamChannel(RestoreIndex index, bool isJson, ReplyMasker? masker)
{
    private readonly TextRestorer _text = new(index, isJson, masker: masker);
    private readonly ByteBuffer _whole = new();
    private readonly ByteBuffer _restored = new();

    /// <summary>Whether something waits.</summary>
    public bool HoldsBack => masker is null ? _text.HoldsBack : _whole.Length > 0;

    /// <summary>Replacements that were put back.</summary>
    public int Restored => _text.Restored;

    /// <summary>Texts that look like placeholders and stayed.</summary>
    public int Unrestored => _text.Unrestored;

    /// <summary>The event around the text that was held back last, before and behind it.</summary>
    public ByteBuffer Before { get; } = new();

    /// <inheritdoc cref="Before"/>
    public ByteBuffer After { get; } = new();

    /// <summary>Takes the next piece.</summary>
    /// <param name="raw">The string's bytes between the quotes.</param>
    /// <param name="isLast">Whether the text ends here, so that nothing is held back.</param>
    /// <param name="output">Receives the bytes to send between the quotes, unless they are <paramref name="raw"/>.</param>
    /// <returns>False where the piece goes out as it is.</returns>
    /// <exception cref="InvalidDataException">The text cannot be scanned, or is over <see cref="StreamRestorer.MaxEventBytes"/>.</exception>
    public bool Push(ReadOnlySpan<byte> raw, bool isLast, ByteBuffer output)
    {
        if (masker is null) return _text.Push(raw, isLast, output);
        if (_whole.Length + raw.Length > StreamRestorer.MaxEventBytes) throw new InvalidDataException("A text of the reply is too large to be scanned.");
        _whole.Append(raw);
        if (isLast) output.Append(TakeHeld());
        return isLast || !raw.IsEmpty;
    }

    /// <summary>What waits, as it stands between quotes; after it nothing does.</summary>
    /// <exception cref="InvalidDataException">It cannot be scanned.</exception>
    public ReadOnlySpan<byte> TakeHeld()
    {
        if (masker is null) return _text.Held;
        var masked = masker.MaskString(_whole.Written, isJson ? Shape.Json : Shape.Text);
        _restored.Clear();
        var text = _text.Push(masked, isLast: true, _restored) ? _restored.Written : masked;
        _whole.Clear();
        return text;
    }

    /// <summary>The text ends and nothing of it waits any more.</summary>
    public void End()
    {
        _text.End();
        _whole.Clear();
    }
}
