namespace EventAgents.Pii.Structure;

/// <summary>The cells of a line; delimiters between quotation marks do not count, nor do bars at both ends of the line.</summary>
internal ref struct Cells
{
    private readonly ReadOnlySpan<char> _text;
    private readonly int _end;
    private readonly char _delimiter;
    private int _next;

    public Cells(ReadOnlySpan<char> text, int start, int end, char delimiter)
    {
        while (end > start && text[end - 1] is '\r' or ' ') end--;
        if (delimiter == '|')
        {
            while (start < end && text[start] == ' ') start++;
            if (start < end && text[start] == '|') start++;
            if (end > start && text[end - 1] == '|') end--;
        }
        _text = text;
        _end = end;
        _delimiter = delimiter;
        _next = start;
    }

    public Range Current { get; private set; }

    public readonly Cells GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_next > _end) return false;
        var quote = '\0';
        var i = _next;
        for (; i < _end; i++)
        {
            var c = _text[i];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && _text[_next..i].IsWhiteSpace()) quote = c;
            else if (c == _delimiter) break;
        }
        Current = _next..i;
        _next = i + 1;
        return true;
    }
}
