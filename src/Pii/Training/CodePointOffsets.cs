namespace EventAgents.Pii.Training;

/// <summary>
/// Converts between offsets in code points, as Python and the data files count, and in UTF-16 units. Each direction reads the text once as long as the
/// offsets asked for rise.
/// </summary>
/// <param name="text">The text; a lone surrogate counts as one code point.</param>
public sealed class CodePointOffsets(string text)
{
    private int _unit, _point;

    /// <summary>The UTF-16 offset at which the code point number <paramref name="point"/> begins.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The text has fewer code points.</exception>
    public int ToUtf16(int point)
    {
        if (point < _point) (_unit, _point) = (0, 0);
        while (_point < point)
        {
            if (_unit >= text.Length) throw new ArgumentOutOfRangeException(nameof(point), point, "The text is shorter.");
            Advance();
        }
        return _unit;
    }

    /// <summary>How many code points begin before the UTF-16 offset <paramref name="unit"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The text has fewer units.</exception>
    public int FromUtf16(int unit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(unit, text.Length);
        if (unit < _unit) (_unit, _point) = (0, 0);
        while (_unit < unit) Advance();
        return _point;
    }

    private void Advance()
    {
        _unit += char.IsHighSurrogate(text[_unit]) && _unit + 1 < text.Length && char.IsLowSurrogate(text[_unit + 1]) ? 2 : 1;
        _point++;
    }
}
