namespace EventAgents.Guard.Protocols;

/// <summary>
/// Tells for a text that arrives in pieces in how many JSON strings its end stands: none in prose, one in a value of a JSON document, two where that value is
/// itself a JSON document. What is put there must be escaped as often, or the documents break.
/// </summary>
/// <param name="isJson">Whether the text is known to be JSON, so that it counts as a string's inside even where it is malformed.</param>
internal sealed class JsonDepth(bool isJson)
{
    /// <summary>Documents within documents that are followed; deeper ones are text.</summary>
    private const int MaxLevels = 4;

    private readonly JsonPrefix[] _levels = [.. Enumerable.Range(0, MaxLevels).Select(_ => new JsonPrefix())];

    /// <summary>In how many strings the end of the text so far stands.</summary>
    public int Current
    {
        get
        {
            var depth = 0;
            while (depth < MaxLevels && _levels[depth].IsInString) depth++;
            return Math.Max(depth, isJson ? 1 : 0);
        }
    }

    /// <summary>Takes the next piece.</summary>
    public void Push(ReadOnlySpan<byte> text)
    {
        foreach (var c in text)
        {
            if (_levels[0].IsOver) return;  // prose stays prose
            Push(0, c);
        }
    }

    /// <summary>Begins anew.</summary>
    public void Reset() => _levels[0].Reset();

    private void Push(int level, byte c)
    {
        var wasInString = _levels[level].IsInString;
        var inner = _levels[level].Push(c);
        if (level + 1 == MaxLevels) return;
        if (!wasInString && _levels[level].IsInString) _levels[level + 1].Reset();
        if (inner is { } decoded && !_levels[level + 1].IsOver) Push(level + 1, decoded);
    }
}
