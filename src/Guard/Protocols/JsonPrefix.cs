namespace EventAgents.Guard.Protocols;

/// <summary>Follows a text byte by byte for as long as it could be the beginning of a JSON object or array.</summary>
internal sealed class JsonPrefix
{
    private const int MaxContainers = 64;  // as many as bits remember which of them are objects
    private const byte NotAscii = 0x80;  // stands for what an escape says beyond ASCII: no inner document's syntax knows it

    private State _state;
    private ulong _objects;
    private int _containers, _hexDigits, _unit;

    private enum State : byte { BeforeDocument, BeforeValue, BeforeName, InName, InString, BehindName, BehindValue, InLiteral, Over }

    private bool _isEscape;

    /// <summary>Whether the end of the text stands in a string.</summary>
    public bool IsInString => _state is State.InName or State.InString;

    /// <summary>Whether the text is no document, or the document has ended.</summary>
    public bool IsOver => _state == State.Over;

    public void Reset() => (_state, _objects, _containers, _hexDigits, _isEscape) = (State.BeforeDocument, 0, 0, 0, false);

    /// <summary>Takes the next byte.</summary>
    /// <returns>Within a string, what it adds to the string's value; null where it adds nothing (yet).</returns>
    public byte? Push(byte c)
    {
        if (IsInString) return PushInString(c);
        if (c is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            if (_state == State.InLiteral) _state = State.BehindValue;
            return null;
        }
        _state = Next(c);
        return null;
    }

    private State Next(byte c) => (_state, (char)c) switch
    {
        (State.BeforeDocument or State.BeforeValue, '{') => Open(isObject: true),
        (State.BeforeDocument or State.BeforeValue, '[') => Open(isObject: false),
        (State.BeforeDocument, _) => State.Over,
        (State.BeforeValue, '"') => State.InString,
        (State.BeforeValue, ']') => Close(isObject: false),
        (State.BeforeValue or State.InLiteral, >= '0' and <= '9' or >= 'a' and <= 'z' or '-' or '+' or '.' or 'E') => State.InLiteral,
        (State.BeforeName, '"') => State.InName,
        (State.BeforeName or State.BehindValue or State.InLiteral, '}') => Close(isObject: true),
        (State.BehindName, ':') => State.BeforeValue,
        (State.BehindValue or State.InLiteral, ',') => IsObject ? State.BeforeName : State.BeforeValue,
        (State.BehindValue or State.InLiteral, ']') => Close(isObject: false),
        _ => State.Over,
    };

    private bool IsObject => (_objects & 1) != 0;

    private State Open(bool isObject)
    {
        if (++_containers > MaxContainers) return State.Over;
        _objects = (_objects << 1) | (isObject ? 1UL : 0);
        return isObject ? State.BeforeName : State.BeforeValue;
    }

    private State Close(bool isObject)
    {
        if (IsObject != isObject) return State.Over;
        _objects >>= 1;
        return --_containers == 0 ? State.BeforeDocument : State.BehindValue;  // JSON Lines: another may follow
    }

    private byte? PushInString(byte c)
    {
        if (_hexDigits > 0)
        {
            _unit = (_unit << 4) | (char.IsAsciiDigit((char)c) ? c - '0' : (c | 0x20) - 'a' + 10);
            return --_hexDigits > 0 ? null : _unit < 0x80 ? (byte)_unit : NotAscii;
        }
        if (_isEscape)
        {
            _isEscape = false;
            if (c == (byte)'u')
            {
                (_hexDigits, _unit) = (4, 0);
                return null;
            }
            return (char)c switch { 'n' => (byte)'\n', 't' => (byte)'\t', 'r' => (byte)'\r', 'b' => 8, 'f' => 12, _ => c };
        }
        switch (c)
        {
            case (byte)'\\':
                _isEscape = true;
                return null;
            case (byte)'"':
                _state = _state == State.InName ? State.BehindName : State.BehindValue;
                return null;
            case < (byte)' ':
                _state = State.Over;  // no string of JSON goes over a line's end
                return null;
            default:
                return c;
        }
    }
}
