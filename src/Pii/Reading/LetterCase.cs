namespace EventAgents.Pii.Reading;

/// <summary>Whether the writer of a line uses capitals at all: where nobody does, a name without one is still a name.</summary>
internal static class LetterCase
{
    /// <summary>How far around a word the line is looked at, in characters.</summary>
    private const int Reach = 80;

    /// <summary>Whether the line has capitals before or behind a word.</summary>
    public static bool HasCapitalsBeside(ReadOnlySpan<char> text, int start, int end)
    {
        var before = text[Math.Max(0, start - Reach)..start];
        before = before[(before.LastIndexOf('\n') + 1)..];
        var behind = text[end..Math.Min(text.Length, end + Reach)];
        var line = behind.IndexOf('\n');
        if (line >= 0) behind = behind[..line];
        return before.ContainsAnyInRange('A', 'Z') || behind.ContainsAnyInRange('A', 'Z');
    }
}
