namespace EventAgents.Guard.Protocols;

/// <summary>Which streams of text an event ends, beside those whose choice it finishes.</summary>
internal enum Ending : byte
{
    /// <summary>None.</summary>
    None,
    /// <summary>Those with the event's number.</summary>
    Numbered,
    /// <summary>All.</summary>
    All,
}

/// <summary>How a protocol streams, as data for the stream's restorer.</summary>
/// <param name="Event">The shape of an event's data.</param>
/// <param name="EndsWith">What an event of a type ends.</param>
/// <param name="FlushesAsChoice">
/// Whether a tail that waited goes out as a choice of a chunk of its own; else the event from which it was held back is sent again with the tail as its text.
/// </param>
internal sealed record StreamRules(Shape Event, Func<ReadOnlySpan<byte>, Ending> EndsWith, bool FlushesAsChoice);
