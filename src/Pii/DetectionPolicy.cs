using System.Collections.Frozen;

namespace EventAgents.Pii;

/// <summary>A tenant's say in what is found. Immutable; a changed policy is a new instance.</summary>
public sealed class DetectionPolicy
{
    /// <summary>No lists, no recognizers of the tenant's own, the built-in thresholds.</summary>
    public static DetectionPolicy Default { get; } = new();

    /// <summary>Values that are never reported, whatever finds them; whole values, letter case ignored.</summary>
    public IReadOnlyCollection<string> Allow
    {
        get => AllowSet;
        init => AllowSet = value.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Values that are always reported wherever they stand as whole words, and what they are; letter case ignored.</summary>
    public IReadOnlyDictionary<string, EntityType> Deny
    {
        get => DenyMap;
        init => DenyMap = value.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The tenant's own recognizers.</summary>
    public IReadOnlyList<CustomRecognizer> Custom { get; init; } = [];

    /// <summary>The lowest score, 0 to 1, that is reported of a type; a type that is not named has <see cref="DefaultThreshold"/>.</summary>
    public IReadOnlyDictionary<EntityType, float> Thresholds { get; init; } = FrozenDictionary<EntityType, float>.Empty;

    /// <summary>The threshold of types that <see cref="Thresholds"/> does not name.</summary>
    public const float DefaultThreshold = 0.3f;

    internal FrozenSet<string> AllowSet { get; private init; } = [];

    internal FrozenDictionary<string, EntityType> DenyMap { get; private init; } = FrozenDictionary<string, EntityType>.Empty;

    internal float Threshold(EntityType type) => Thresholds.TryGetValue(type, out var threshold) ? threshold : DefaultThreshold;
}
