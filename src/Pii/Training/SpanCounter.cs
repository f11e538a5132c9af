namespace EventAgents.Pii.Training;

/// <summary>Compares the spans of one type in one document.</summary>
internal static class SpanCounter
{
    private const byte Expected = 1, Found = 2;

    /// <summary>Adds to <paramref name="score"/> how well the spans found agree with those expected. Offsets in UTF-16 units.</summary>
    public static void Count(string text, (int Start, int End)[] expected, (int Start, int End)[] found, TypeScore score)
    {
        score.Strict.Add(Agreeing([.. expected], [.. found]));
        score.Trimmed.Add(Agreeing(
            [.. expected.Select(s => SpanTrimmer.Trim(text, s.Start, s.End))],
            [.. found.Select(s => SpanTrimmer.Trim(text, s.Start, s.End))]));

        var marks = new byte[text.Length];
        Mark(marks, expected, Expected);
        Mark(marks, found, Found);
        byte word = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !char.IsWhiteSpace(text[i])) Add(ref score.Characters, marks[i]);
            if (i < text.Length && char.IsLetterOrDigit(text[i])) word |= marks[i];
            else
            {
                Add(ref score.Tokens, word);
                word = 0;
            }
        }
    }

    private static EvaluationCounts Agreeing(HashSet<(int, int)> expected, HashSet<(int, int)> found) =>
        new() { Expected = expected.Count, Found = found.Count, Right = expected.Count(found.Contains) };

    private static void Mark(byte[] marks, (int Start, int End)[] spans, byte mark)
    {
        foreach (var (start, end) in spans)
            for (var i = start; i < end; i++) marks[i] |= mark;
    }

    private static void Add(ref EvaluationCounts counts, byte mark)
    {
        if ((mark & Expected) != 0) counts.Expected++;
        if ((mark & Found) != 0) counts.Found++;
        if (mark == (Expected | Found)) counts.Right++;
    }
}
