namespace EventAgents.Guard.Masking;

/// <summary>One replacement of a request.</summary>
/// <param name="Token">What went out, ASCII.</param>
/// <param name="Original">What stood there, UTF-8.</param>
/// <param name="IsPlaceholder">A placeholder, and no surrogate or number.</param>
/// <param name="Spelling">How it was spelled in a JSON string, where that is not how the guard would.</param>
internal readonly record struct RestoreEntry(byte[] Token, byte[] Original, bool IsPlaceholder, Spelling Spelling = default);

/// <summary>How a value is spelled in a text that is JSON, or holds JSON: <c>M\u00fcller</c>.</summary>
/// <param name="Bytes">The characters, UTF-8, with the escapes of all strings around them; null where they are those that the guard itself would write.</param>
/// <param name="Depth">How many JSON strings stand around the value; 0 for prose.</param>
internal readonly record struct Spelling(byte[]? Bytes, int Depth);

/// <summary>
/// From replacement to original, for the replies to one request. It lives in that request's memory and nowhere else, except encrypted for
/// provider-side state. Safe for concurrent use.
/// </summary>
public sealed partial class RestoreMap
{
    private readonly Lazy<RestoreIndex> _index;

    internal RestoreMap(IReadOnlyList<RestoreEntry> entries)
    {
        Entries = entries;
        _index = new Lazy<RestoreIndex>(() => new RestoreIndex(entries));
    }

    /// <summary>The map of a request in which nothing was replaced.</summary>
    public static RestoreMap Empty { get; } = new([]);

    /// <summary>Number of values that were replaced reversibly.</summary>
    public int Count => Entries.Count;

    internal IReadOnlyList<RestoreEntry> Entries { get; }

    internal RestoreIndex Index => _index.Value;

    /// <summary>Both maps' entries; where both know a replacement, this one's holds.</summary>
    public RestoreMap With(RestoreMap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count == 0) return this;
        if (Count == 0) return other;
        var known = Entries.Select(e => Convert.ToHexString(e.Token)).ToHashSet();
        return new RestoreMap([.. Entries, .. other.Entries.Where(e => !known.Contains(Convert.ToHexString(e.Token)))]);
    }
}
