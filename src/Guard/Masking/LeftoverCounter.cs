namespace EventAgents.Guard.Masking;

/// <summary>Counts texts in a reply that look like placeholders and were not restored, however the reply is cut.</summary>
/// <param name="written">Placeholders that the guard itself wrote into the reply, by <see cref="Replacements.TakenId"/>, which do not count; null for none.</param>
internal sealed class LeftoverCounter(IReadOnlySet<UInt128>? written = null)
{
    private const int MaxWord = 64;  // bytes; a longer word is no placeholder

    private readonly byte[] _word = new byte[MaxWord];
    private int _length;

    public int Count { get; private set; }

    /// <summary>Takes the next piece of text that stays as it is.</summary>
    public void Push(ReadOnlySpan<byte> text)
    {
        var tail = text.Length;
        while (tail > 0 && EntityNames.IsWord(text[tail - 1])) tail--;
        if (tail > 0)
        {
            if (_length > 0) CompleteWord(text[..tail]);
            Scan(text[..tail]);
            _length = 0;
        }
        var rest = text[tail..];
        if (_length + rest.Length > MaxWord) _length = MaxWord;
        else rest.CopyTo(_word.AsSpan(_length));
        _length = Math.Min(_length + rest.Length, MaxWord);
    }

    /// <summary>The text ends here, or something else stands between it and the next piece.</summary>
    public void End()
    {
        Scan(_word.AsSpan(0, _length));
        _length = 0;
    }

    private void CompleteWord(ReadOnlySpan<byte> text)
    {
        var end = 0;
        while (end < text.Length && EntityNames.IsWord(text[end])) end++;
        if (_length + end > MaxWord) return;
        text[..end].CopyTo(_word.AsSpan(_length));
        Scan(_word.AsSpan(0, _length + end));
    }

    private void Scan(ReadOnlySpan<byte> text)
    {
        for (var from = 0; PlaceholderShape.TryFind(text, from, out var start, out var length); from = start + length)
        {
            if (written is null || !written.Contains(Replacements.TakenId(text.Slice(start, length)))) Count++;
        }
    }
}
