namespace EventAgents.Guard.Protocols;

/// <summary>
/// Tells for a text that arrives in pieces in how many JSON strings its end stands: none in prose, one in a value of a JSON document, two where that value is
/// itself a JSON document. What is put there must be escaped as often, or the documents break. A document may stand anywhere in prose, behind a sentence or
/// in a code fence: it begins with a bracket and lasts for as long as it is JSON.
/// </summary>
/// <param name="isJson">Whether the text is known to be JSON, so that it counts as a string's inside even where it is malformed.</param>
internal sealed class JsonDepth(bool isJson)
{
    /// <summary>Documents within documents that are followed; deeper ones are text.</summary>
    private const int MaxLevels = 4;

    private readonly JsonPrefix[] _levels = [.. Enumerable.Range(0, MaxLevels).Select(_ => new JsonPrefix())];

    private bool _hasRestarted;

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
        while (!text.IsEmpty)
        {
            if (_levels[0].IsOver)
            {
                var bracket = text.IndexOfAny((byte)'{', (byte)'[');
                if (bracket < 0) return;
                text = text[bracket..];
                _levels[0].Reset();
            }
            Push(0, text[0]);
            // What ended one document may begin the next.
            if (_levels[0].IsOver && text[0] is (byte)'{' or (byte)'[' && !_hasRestarted) _hasRestarted = true;
            else
            {
                _hasRestarted = false;
                text = text[1..];
            }
        }
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _levels[0].Reset();
        _hasRestarted = false;
    }

    private void Push(int level, byte c)
    {
        var wasInString = _levels[level].IsInString;
        var inner = _levels[level].Push(c);
        if (level + 1 == MaxLevels) return;
        if (!wasInString && _levels[level].IsInString) _levels[level + 1].Reset();
        if (inner is not { } decoded) return;
        var within = _levels[level + 1];
        if (!within.IsOver) Push(level + 1, decoded);
        if (!within.IsOver || decoded is not ((byte)'{' or (byte)'[')) return;
        within.Reset();  // in prose within a document, too, a bracket may begin one, also the one that ended what stood before
        Push(level + 1, decoded);
    }
}
