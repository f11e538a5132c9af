using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventAgents.EventStore;

/// <summary>Which class a stored name stands for, and how events become JSON and back.</summary>
public sealed class EventTypeMap
{
    private readonly FrozenDictionary<string, JsonTypeInfo> _byName;
    private readonly FrozenDictionary<Type, StoredName> _byType;
    private readonly FrozenDictionary<string, Func<JsonElement, object>> _upcasters;

    /// <summary>Takes the names, the classes and the shapes of earlier releases.</summary>
    /// <param name="types">Stored name and class of every event; each once.</param>
    /// <param name="json">How events are written. It becomes read-only.</param>
    /// <param name="upcasters">By stored name: makes today's event from the JSON of a name that is no longer written.</param>
    public EventTypeMap(
        IEnumerable<KeyValuePair<string, Type>> types, JsonSerializerOptions json, IReadOnlyDictionary<string, Func<JsonElement, object>>? upcasters = null)
    {
        json.MakeReadOnly(populateMissingResolver: true);
        var all = types.ToList();
        _byName = all.ToFrozenDictionary(t => t.Key, t => json.GetTypeInfo(t.Value), StringComparer.Ordinal);
        _byType = all.ToFrozenDictionary(t => t.Value, t => new StoredName(t.Key, DotnetName(t.Value), json.GetTypeInfo(t.Value)));
        _upcasters = (upcasters ?? new Dictionary<string, Func<JsonElement, object>>()).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every stored name that can be read, old ones included.</summary>
    public IEnumerable<string> Names => _byName.Keys.Concat(_upcasters.Keys);

    /// <summary>The stored name of an event's class.</summary>
    /// <exception cref="InvalidOperationException">The class is no event of this log.</exception>
    public string NameOf(Type type) => Find(type).Name;

    /// <summary>Reads a stored event.</summary>
    /// <exception cref="UnknownEventTypeException">Neither a class nor an upcaster has this name.</exception>
    public object Deserialize(string name, ReadOnlySpan<byte> utf8Json)
    {
        if (_upcasters.TryGetValue(name, out var upcast))
        {
            using var document = JsonDocument.Parse(utf8Json.ToArray());
            return upcast(document.RootElement);
        }

        return _byName.TryGetValue(name, out var type)
            ? JsonSerializer.Deserialize(utf8Json, type) ?? throw new JsonException($"A stored {name} is null.")
            : throw new UnknownEventTypeException(name);
    }

    internal StoredName Find(Type type) =>
        _byType.TryGetValue(type, out var name) ? name : throw new InvalidOperationException($"{type.Name} is no event of this log.");

    /// <summary>Marten's <c>mt_dotnet_type</c>: full name and assembly without version.</summary>
    private static string DotnetName(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    internal sealed record StoredName(string Name, string DotnetName, JsonTypeInfo Json);
}

/// <summary>The log holds an event that this release does not know.</summary>
/// <param name="name">Its stored name.</param>
public sealed class UnknownEventTypeException(string name) : Exception($"No event type is registered for the stored name '{name}'.")
{
    /// <summary>Its stored name.</summary>
    public string Name { get; } = name;
}
