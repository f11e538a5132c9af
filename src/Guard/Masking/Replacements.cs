using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EventAgents.Guard.Masking.Surrogates;
using EventAgents.Pii;

namespace EventAgents.Guard.Masking;

/// <summary>
/// What one request's values are replaced by, given in the order in which they occur. No two values share a replacement, and none gets one that
/// stands in the caller's own text before it: the later one is lengthened, so that what was sent in earlier turns stays as it was.
/// Replacements are ASCII without quotes, backslashes or control characters, so they stand in JSON at any depth of quoting.
/// </summary>
internal sealed class Replacements
{
    private const int MaxNumberBytes = 64;
    private const int UnfilteredSearches = 256;  // until then reading the text costs less than the filter does

    private readonly TenantKey _key;
    private readonly ReadOnlyMemory<byte> _request;
    private readonly EarlierReplacements? _earlier;
    private readonly Dictionary<UInt128, byte[]> _byValue = [];
    private readonly Dictionary<UInt128, Spelling> _spellings = [];
    private readonly Dictionary<UInt128, bool> _taken = [];  // true: by the caller's own text
    private readonly List<RestoreEntry> _entries = [];
    private readonly Dictionary<UInt128, int> _entryOf = [];
    private readonly TextFilter _filter;
    private int _searches;

    /// <param name="key">The tenant's key.</param>
    /// <param name="request">The request's body.</param>
    /// <param name="earlier">What the conversation that the request continues has replaced before; null for none.</param>
    public Replacements(TenantKey key, ReadOnlyMemory<byte> request, RestoreMap? earlier = null)
    {
        (_key, _request, _filter) = (key, request, new TextFilter(request));
        if (earlier is null or { Count: 0 }) return;
        _earlier = new EarlierReplacements(earlier);
        foreach (var id in _earlier.TakenIds) _taken[id] = false;
    }

    /// <summary>Every value that was replaced, once.</summary>
    public List<KnownValue> Values { get; } = [];

    /// <summary>Every value that was found, by <see cref="TakenId"/>, whatever was done to it; null where nobody asks.</summary>
    public HashSet<UInt128>? Found { get; init; }

    /// <summary>Every placeholder that was made, by <see cref="TakenId"/>; null where nobody asks.</summary>
    public HashSet<UInt128>? Made { get; init; }

    /// <summary>The map for the reply.</summary>
    public RestoreMap ToMap() => _entries.Count == 0 ? RestoreMap.Empty : new RestoreMap(_entries);

    /// <summary>The replacement for a value in text.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="customName">A custom type's name.</param>
    /// <param name="action">Mask, Surrogate or Redact.</param>
    /// <param name="value">The exact characters, UTF-8.</param>
    /// <param name="at">Where in the request it stands, in bytes.</param>
    /// <param name="isName">Whether it is a member's name: names must stay distinct, so a redacted one gets a code that nothing undoes.</param>
    /// <param name="spelling">How it is spelled where it stands in JSON. A value in two such spellings gets two replacements, so that each comes back as it was.</param>
    public byte[] For(
        EntityType type, string? customName, EntityAction action, ReadOnlySpan<byte> value, int at, bool isName, Spelling spelling = default)
    {
        var isLabel = action == EntityAction.Redact && !isName;
        var id = IdOf((byte)type, isLabel ? byte.MaxValue : (byte)action, customName, value);
        var digested = value;
        var earlier = action == EntityAction.Redact ? null : _earlier;  // what is redacted must not come back as what was masked
        if (spelling.Depth > 0 && !isLabel && !IsSpelledSo(id, spelling))
        {
            byte[] spelled = [.. spelling.Bytes ?? value, 0, (byte)spelling.Depth];  // and not a value that reads so
            digested = spelled;
            id = IdOf((byte)type, (byte)action, customName, digested);
        }
        if (_byValue.TryGetValue(id, out var known))
        {
            if (spelling.Bytes is not null && !isLabel) Spell(id, spelling);
            return known;
        }
        Values.Add(new KnownValue(type, customName, value.ToArray()));
        if (isLabel) return _byValue[id] = [(byte)'[', .. EntityNames.Utf8Of(type, customName), (byte)']'];

        Span<byte> seed = stackalloc byte[32];
        var name = EntityNames.Utf8Of(type, customName);
        _key.Digest(name, digested, seed);
        byte[]? made = null;
        if (action == EntityAction.Surrogate) made = FreeSurrogate(type, value, seed, at);
        var isPlaceholder = made is null;
        made ??= (digested == value ? earlier?.Find(value, name) : null) ?? FreePlaceholder(name, seed, value, earlier);
        if (action != EntityAction.Redact)
        {
            _entryOf[id] = _entries.Count;
            _entries.Add(new RestoreEntry(made, value.ToArray(), isPlaceholder, spelling));
        }
        return _byValue[id] = made;
    }

    /// <summary>The replacement for a JSON number; null when it has too few digits or too many.</summary>
    public byte[]? ForNumber(EntityType type, string? customName, ReadOnlySpan<byte> token)
    {
        var id = IdOf(byte.MaxValue, 0, null, token);
        if (_byValue.TryGetValue(id, out var known)) return known;
        var made = token.Length > MaxNumberBytes ? null : NumberMask.Run(_key, token);
        while (made is not null && !IsFree(made, token, _earlier)) made = NumberMask.Run(_key, made);
        if (made is null) return null;
        Values.Add(new KnownValue(type, customName, token.ToArray()));
        _entries.Add(new RestoreEntry(made, token.ToArray(), IsPlaceholder: false));
        return _byValue[id] = made;
    }

    /// <summary>
    /// Notes text of the caller that looks like a placeholder. It goes out as it is, except where that very placeholder already stands for one
    /// of this request's values: then it gets one of its own, or the reply would turn it into that value.
    /// </summary>
    /// <returns>The replacement, or null where it stays.</returns>
    public byte[]? ForOwn(ReadOnlySpan<byte> text)
    {
        var id = IdOf(byte.MaxValue, 1, null, text);
        if (_byValue.TryGetValue(id, out var known)) return known.Length == 0 ? null : known;
        if (_taken.TryAdd(TakenId(text), true) || _taken[TakenId(text)])
        {
            _byValue[id] = [];
            return null;
        }
        Span<byte> seed = stackalloc byte[32];
        var name = text[..text.LastIndexOf((byte)'_')];
        _key.Digest(name, text, seed);
        var made = _earlier?.Find(text, name) ?? FreePlaceholder(name, seed, text, _earlier);
        _entries.Add(new RestoreEntry(made, text.ToArray(), IsPlaceholder: true));
        return _byValue[id] = made;
    }

    /// <summary>Whether a value's spelling in JSON is the one that it had there first.</summary>
    private bool IsSpelledSo(UInt128 value, Spelling spelling)
    {
        if (_spellings.TryAdd(value, spelling)) return true;
        var first = _spellings[value];
        return first.Depth == spelling.Depth && first.Bytes.AsSpan().SequenceEqual(spelling.Bytes)
            || first.Bytes is null && spelling.Bytes is null;
    }

    /// <summary>Notes how a value is spelled in JSON that stood in prose before.</summary>
    private void Spell(UInt128 value, Spelling spelling)
    {
        if (_entryOf.TryGetValue(value, out var i) && _entries[i].Spelling.Bytes is null) _entries[i] = _entries[i] with { Spelling = spelling };
    }

    private bool IsFree(ReadOnlySpan<byte> made, ReadOnlySpan<byte> value, EarlierReplacements? earlier) =>
        _taken.TryAdd(TakenId(made), false) || (earlier?.TryUse(made, value) ?? false);

    private byte[] FreePlaceholder(ReadOnlySpan<byte> name, Span<byte> seed, ReadOnlySpan<byte> value, EarlierReplacements? earlier)
    {
        for (var digits = PlaceholderShape.Digits; ; digits = Math.Min(digits + PlaceholderShape.LongerBy, PlaceholderShape.MaxDigits))
        {
            var made = new byte[name.Length + 1 + digits];
            Ascii.ToUpper(name, made, out _);
            made[name.Length] = (byte)'_';
            Crockford.Write(seed, made.AsSpan(name.Length + 1));
            if (IsFree(made, value, earlier))
            {
                Made?.Add(TakenId(made));
                return made;
            }
            SHA256.HashData(seed, seed);  // a longer code shares no digits with the shorter one, so none is the beginning of another
        }
    }

    /// <summary>Ranges such as the documentation addresses are small: after a few draws the value gets a placeholder.</summary>
    private byte[]? FreeSurrogate(EntityType type, ReadOnlySpan<byte> value, ReadOnlySpan<byte> seed, int at)
    {
        if (_earlier?.Find(value, name: default) is { } same && !IsWrittenBefore(same, at)) return same;
        Span<byte> draw = stackalloc byte[32];
        seed.CopyTo(draw);
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var made = Surrogate.Make(_key, type, value, draw);
            if (made is null) return null;
            var isNew = !made.AsSpan().SequenceEqual(value) && !IsWrittenBefore(made, at);
            if (isNew && IsFree(made, value, _earlier)) return made;
            SHA256.HashData(draw, draw);
        }
        return null;
    }

    private bool IsWrittenBefore(ReadOnlySpan<byte> made, int at) =>
        (_searches++ < UnfilteredSearches || _filter.MayHold(made)) && _request.Span[..Math.Min(at, _request.Length)].IndexOf(made) >= 0;

    private static UInt128 IdOf(byte kind, byte action, string? customName, ReadOnlySpan<byte> value)
    {
        var name = customName ?? "";
        var length = 3 + 2 * name.Length + value.Length;
        var text = length <= 512 ? stackalloc byte[512] : new byte[length];
        text[0] = kind;
        text[1] = action;
        text[2] = (byte)name.Length;
        MemoryMarshal.AsBytes(name.AsSpan()).CopyTo(text[3..]);
        value.CopyTo(text[(3 + 2 * name.Length)..]);
        return KeyedHash.OfProcess.Long(text[..length]);
    }

    /// <summary>The same for texts that differ only in case, since replies are restored in any.</summary>
    internal static UInt128 TakenId(ReadOnlySpan<byte> text)
    {
        Span<byte> upper = stackalloc byte[128];
        if (text.Length > upper.Length) upper = new byte[text.Length];
        Ascii.ToUpper(text, upper, out var length);
        return KeyedHash.OfProcess.Long(upper[..length]);
    }
}
