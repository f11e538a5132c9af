namespace EventAgents.Pii;

/// <summary>How sure a finding is by its kind; where two overlap, the lower member wins.</summary>
public enum FindingSource : byte
{
    /// <summary>The tenant's deny list names it.</summary>
    Denied,
    /// <summary>A checksum or an unmistakable prefix proves it.</summary>
    Proven,
    /// <summary>A pattern, confirmed by a key, label or word beside it.</summary>
    Context,
    /// <summary>The field's name says what the value is.</summary>
    Structure,
    /// <summary>The trained model says so.</summary>
    Tagger,
    /// <summary>The same value was found elsewhere in the document.</summary>
    Repeated,
}

/// <summary>A piece of personal data in a text.</summary>
/// <param name="Start">Offset of the first character, in UTF-16 units.</param>
/// <param name="Length">Length in UTF-16 units, at least 1.</param>
/// <param name="Type">What it is.</param>
/// <param name="Score">How sure it is, 0 to 1.</param>
/// <param name="Source">What found it.</param>
/// <param name="CustomName">The tenant's name of a custom type; null for the built-in types.</param>
public readonly record struct Finding(int Start, int Length, EntityType Type, float Score, FindingSource Source, string? CustomName = null)
{
    /// <summary>Offset behind the last character, in UTF-16 units.</summary>
    public int End => Start + Length;
}
