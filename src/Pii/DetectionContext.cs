namespace EventAgents.Pii;

/// <summary>What is known about a text beside the text itself.</summary>
public sealed record DetectionContext
{
    /// <summary>Nothing is known, and the built-in policy holds.</summary>
    public static DetectionContext None { get; } = new();

    /// <summary>The name of the field that the whole text is the value of (<c>email</c>, <c>customerName</c>), or null for free text.</summary>
    public string? FieldKey { get; init; }

    /// <summary>The tenant's lists, recognizers and thresholds.</summary>
    public DetectionPolicy Policy { get; init; } = DetectionPolicy.Default;

    /// <summary>
    /// Whether a finding of a type (and custom name) goes out as it is; null where none does. Such a finding must not hide one of the tenant's own.
    /// </summary>
    public Func<EntityType, string?, bool>? Passes { get; init; }
}
