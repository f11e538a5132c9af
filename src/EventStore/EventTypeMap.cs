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

    /// <summary>Reads a stored event. What cannot be read is no reason to stop reading the log: it comes back as an <see cref="UnreadEvent"/>.</summary>
    public object Deserialize(string name, byte[] utf8Json)
    {
        try
        {
            if (_upcasters.TryGetValue(name, out var upcast))
            {
                using var document = JsonDocument.Parse(utf8Json);
                return upcast(document.RootElement);
            }

            return _byName.TryGetValue(name, out var type)
                ? JsonSerializer.Deserialize(utf8Json, type) ?? new UnreadEvent(name, utf8Json, "null")
                : new UnreadEvent(name, utf8Json, Error: null);
        }
        catch (JsonException failure)
        {
            return new UnreadEvent(name, utf8Json, $"JSON does not fit at {failure.Path}");
        }
        catch (Exception failure)
        {
            return new UnreadEvent(name, utf8Json, $"{failure.GetType().Name} while it was read");  // an upcaster's or a constructor's
        }
    }

    internal StoredName Find(Type type) =>
        _byType.TryGetValue(type, out var name) ? name : throw new InvalidOperationException($"{type.Name} is no event of this log.");

    /// <summary>Marten's <c>mt_dotnet_type</c>: full name and assembly without version.</summary>
    private static string DotnetName(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    internal sealed record StoredName(string Name, string DotnetName, JsonTypeInfo Json);
}

/// <summary>An event that this release cannot read: another application's, or a broken one.</summary>
/// <param name="Type">Its stored name.</param>
/// <param name="Utf8Json">Its body.</param>
/// <param name="Error">What does not fit, without any value; null when the name is simply not one of ours.</param>
public sealed record UnreadEvent(string Type, byte[] Utf8Json, string? Error);
