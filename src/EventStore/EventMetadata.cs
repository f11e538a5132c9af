namespace EventAgents.EventStore;

/// <summary>Who and why: what is stored beside every event of one append. It must hold no personal data.</summary>
public sealed record EventMetadata
{
    /// <summary>Metadata of something that nobody asked for.</summary>
    public static EventMetadata None { get; } = new();

    /// <summary>The header that names the trace which an event belongs to, by W3C Trace Context.</summary>
    public const string TraceParentHeader = "traceparent";

    /// <summary>The conversation that the event belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The message that caused the event.</summary>
    public string? CausationId { get; init; }

    /// <summary>The acting user's, agent's or component's id; Marten's <c>user_name</c>.</summary>
    public string? UserName { get; init; }

    /// <summary>Further names and values, such as <c>traceparent</c> (W3C Trace Context) or the actor's type.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
