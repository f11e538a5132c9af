using System.Collections.Concurrent;

namespace EventAgents.Guard.Proxy;

/// <summary>Lets only so many names become labels: callers name models and agents as they like, and each new name would be a new series for ever.</summary>
/// <param name="limit">How many.</param>
public sealed class BoundedNames(int limit)
{
    /// <summary>What stands for every name beyond the limit.</summary>
    public const string Other = "other";

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>The name, if it is known or there is still a place; <see cref="Other"/> if not; empty for none.</summary>
    public string LabelOf(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "";
        return _known.ContainsKey(name) || (_known.Count < limit && _known.TryAdd(name, true)) ? name : Other;
    }
}
