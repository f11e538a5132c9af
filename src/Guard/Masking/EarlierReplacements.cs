using System.Text;

namespace EventAgents.Guard.Masking;

/// <summary>
/// What earlier turns replaced in a conversation that the provider keeps. Those replacements still stand there, so that they go on meaning what they meant:
/// the same value gets the same one again, and no other value gets it.
/// </summary>
internal sealed class EarlierReplacements
{
    private readonly Dictionary<UInt128, RestoreEntry> _byToken = [];
    private readonly Dictionary<UInt128, List<RestoreEntry>> _byOriginal = [];
    private readonly HashSet<UInt128> _used = [];

    public EarlierReplacements(RestoreMap map)
    {
        foreach (var entry in map.Entries)
        {
            if (!_byToken.TryAdd(Replacements.TakenId(entry.Token), entry)) continue;
            var original = KeyedHash.OfProcess.Long(entry.Original);
            if (!_byOriginal.TryGetValue(original, out var entries)) _byOriginal[original] = entries = [];
            entries.Add(entry);
        }
    }

    /// <summary>Every earlier replacement, by the id under which it is taken.</summary>
    public IEnumerable<UInt128> TakenIds => _byToken.Keys;

    /// <summary>The replacement that a value had, once; null for none.</summary>
    /// <param name="original">The value.</param>
    /// <param name="name">The name that its placeholder begins with; empty for a surrogate.</param>
    public byte[]? Find(ReadOnlySpan<byte> original, ReadOnlySpan<byte> name)
    {
        if (!_byOriginal.TryGetValue(KeyedHash.OfProcess.Long(original), out var entries)) return null;
        foreach (var entry in entries)
        {
            if (entry.IsPlaceholder == name.IsEmpty || !original.SequenceEqual(entry.Original)) continue;
            if (entry.IsPlaceholder && !Ascii.EqualsIgnoreCase(entry.Token.AsSpan(0, entry.Token.AsSpan().LastIndexOf((byte)'_')), name)) continue;
            if (_used.Add(Replacements.TakenId(entry.Token))) return entry.Token;
        }
        return null;
    }

    /// <summary>Whether a replacement stood for this very value and is not used for another spelling of it yet.</summary>
    public bool TryUse(ReadOnlySpan<byte> token, ReadOnlySpan<byte> original)
    {
        var id = Replacements.TakenId(token);
        return _byToken.TryGetValue(id, out var entry) && original.SequenceEqual(entry.Original) && _used.Add(id);
    }
}
