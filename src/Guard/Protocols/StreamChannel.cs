using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>Which stream of text in a reply: a choice's content, a tool call's arguments.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Type">Hash of the event's type, where that tells streams apart.</param>
/// <param name="Outer">Number of the choice, block or item; below 0 for none.</param>
/// <param name="Inner">Number of the part or tool call in it; below 0 for none.</param>
internal readonly record struct ChannelKey(ChannelKind Kind, ulong Type, int Outer, int Inner);

/// <summary>One stream of text in a reply, and what of it waits.</summary>
internal sealed class StreamChannel(RestoreIndex index, bool isJson)
{
    public TextRestorer Text { get; } = new(index, isJson);

    /// <summary>The event around the text that was held back last, before and behind it.</summary>
    public ByteBuffer Before { get; } = new();

    /// <inheritdoc cref="Before"/>
    public ByteBuffer After { get; } = new();
}
