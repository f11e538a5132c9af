using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace EventAgents.Pii;

/// <summary>A tenant's own recognizer: a pattern, words that must stand near, and a check of the value.</summary>
public sealed class CustomRecognizer
{
    /// <summary>Longest pattern in characters; a longer one is a list of values and belongs on the deny list.</summary>
    public const int MaxPatternLength = 1_000;

    /// <summary>
    /// Characters in which matches begin before the next stretch is looked at, and characters behind them that are looked at too. A match that goes on
    /// is followed to its end; but what only looks far ahead and finds nothing costs no more than this, so that many matches stay linear together.
    /// </summary>
    private const int Stretch = 1_024, LookAhead = 256;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private CustomRecognizer(string name, EntityType type, Regex pattern, IReadOnlyList<string> contextWords, Verifier? verifier)
    {
        Name = name;
        Type = type;
        Pattern = pattern;
        ContextWords = contextWords;
        Verifier = verifier;
    }

    /// <summary>How findings of it are called.</summary>
    public string Name { get; }

    /// <summary>The type of its findings; <see cref="EntityType.Custom"/> unless it refines a built-in one.</summary>
    public EntityType Type { get; }

    internal Regex Pattern { get; }

    internal IReadOnlyList<string> ContextWords { get; }

    internal Verifier? Verifier { get; }

    /// <summary>Makes a recognizer, or says in <paramref name="refusal"/> why not.</summary>
    /// <param name="name">How findings of it are called: 1 to 40 characters of A–Z, 0–9 and underscore.</param>
    /// <param name="pattern">A regular expression that runs in linear time: no look-around, back-reference or atomic group.</param>
    /// <param name="contextWords">At least one must stand within 50 characters before or 25 after, in any letter case; none means anywhere.</param>
    /// <param name="verifier">The name of a check that the value must pass (<see cref="Verifiers.Names"/>), or null.</param>
    /// <param name="type">The type of its findings.</param>
    /// <param name="recognizer">The recognizer.</param>
    /// <param name="refusal">Why there is none, in a sentence for the tenant's admin.</param>
    public static bool TryCreate(
        string name,
        string pattern,
        IReadOnlyList<string> contextWords,
        string? verifier,
        EntityType type,
        [NotNullWhen(true)] out CustomRecognizer? recognizer,
        [NotNullWhen(false)] out string? refusal)
    {
        recognizer = null;
        Verifier? check = null;
        if (name.Length is 0 or > 40 || name.AsSpan().ContainsAnyExcept(NameCharacters))
            refusal = "The name must have 1 to 40 characters of A-Z, 0-9 and underscore.";
        else if (pattern.Length is 0 or > MaxPatternLength)
            refusal = $"The pattern must have 1 to {MaxPatternLength} characters.";
        else if (verifier is not null && !Verifiers.TryGet(verifier, out check))
            refusal = $"There is no check '{verifier}'; there are {string.Join(", ", Verifiers.Names)}.";
        else if (!TryCompile(pattern, out var regex, out refusal))
            return false;
        else if (regex.IsMatch(""))
            refusal = "The pattern matches the empty text, so it would match everywhere.";
        else
            recognizer = new CustomRecognizer(name, type, regex, contextWords, check);
        return recognizer is not null;
    }

    private static bool TryCompile(string pattern, [NotNullWhen(true)] out Regex? regex, [NotNullWhen(false)] out string? refusal)
    {
        try
        {
            // The engine itself decides what is linear: it refuses what it cannot run without backtracking.
            regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            refusal = null;
            return true;
        }
        catch (NotSupportedException unsupported)
        {
            regex = null;
            refusal = $"The pattern cannot be matched in linear time: {unsupported.Message}";
            return false;
        }
        catch (ArgumentException invalid)
        {
            regex = null;
            refusal = $"The pattern is not valid: {invalid.Message}";
            return false;
        }
    }

    /// <summary>Characters before and behind a match in which a context word must stand.</summary>
    private const int Before = 50, Behind = 25;

    /// <summary>Appends the matches that pass the check and have one of the words near.</summary>
    internal void Find(ReadOnlySpan<char> text, List<Finding> findings)
    {
        var done = 0;
        for (var next = Stretch; done < text.Length; next += Stretch)
        {
            if (done >= next) continue;
            var before = Math.Min(done, 1);  // so that a word's edge is seen as one
            var offset = done - before;
            var end = Math.Min(text.Length, next + LookAhead);
            foreach (var match in Pattern.EnumerateMatches(text[offset..end], before))
            {
                var start = match.Index + offset;
                if (start >= next) break;
                if (match.Length == 0) continue;
                done = start + match.Length;
                var isCut = done == end && end < text.Length;
                if (isCut) done = EndOf(text, start);
                if ((Verifier is null || Verifier(text[start..done])) && HasContext(text, start, done))
                    findings.Add(new Finding(start, done - start, Type, 0.9f, Verifier is null ? FindingSource.Context : FindingSource.Proven, Name));
                if (isCut) break;
            }
            done = Math.Max(done, Math.Min(next, text.Length));
        }
    }

    /// <summary>Where a match ends that was seen to begin at <paramref name="start"/> and to go on; where it is seen in the whole text to be none, behind what was seen.</summary>
    private int EndOf(ReadOnlySpan<char> text, int start)
    {
        foreach (var match in Pattern.EnumerateMatches(text, start))
        {
            if (match.Index == start && match.Length > 0) return start + match.Length;
            break;
        }
        return Math.Min(text.Length, start + LookAhead);
    }

    private bool HasContext(ReadOnlySpan<char> text, int start, int end)
    {
        if (ContextWords.Count == 0) return true;
        var before = text[Math.Max(0, start - Before)..start];
        var behind = text[end..Math.Min(text.Length, end + Behind)];
        foreach (var word in ContextWords)
        {
            if (HasWord(before, word) || HasWord(behind, word)) return true;
        }
        return false;
    }

    private static bool HasWord(ReadOnlySpan<char> text, string word)
    {
        for (var from = 0; from < text.Length;)
        {
            var at = text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return false;
            at += from;
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
            from = at + 1;
        }
        return false;
    }
}
