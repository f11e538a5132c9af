using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>What a model has brought into one reply. A value counts once, since protocols say the same up to four times.</summary>
internal sealed class ReplyFindings
{
    private readonly HashSet<(UInt128 Value, byte Type)> _seen = [];

    public EntityCounts Counts { get; } = new();

    /// <summary>Whether a value is met for the first time.</summary>
    public bool IsFirst(CachedFinding finding, ReadOnlySpan<byte> value) => _seen.Add((Replacements.TakenId(value), (byte)finding.Type));
}
