using System.Runtime.InteropServices;
using EventAgents.Pii;

namespace EventAgents.Guard.Masking;

/// <summary>How many findings of a type met an action in one request.</summary>
/// <param name="Type">The type's name on the wire; a custom type's own name.</param>
/// <param name="Action">What happened to them.</param>
/// <param name="Count">Occurrences, at least 1.</param>
public readonly record struct EntityCount(string Type, EntityAction Action, int Count);

/// <summary>Counts findings by type and action.</summary>
internal sealed class EntityCounts
{
    private readonly Dictionary<(EntityType, string?, EntityAction), int> _counts = [];

    public void Add(EntityType type, string? customName, EntityAction action)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, (type, customName, action), out _)++;
    }

    public IReadOnlyList<EntityCount> ToList() =>
        _counts.Count == 0 ? [] : [.. _counts.Select(c => new EntityCount(c.Key.Item2 ?? EntityTypes.ToWire(c.Key.Item1), c.Key.Item3, c.Value))];
}
