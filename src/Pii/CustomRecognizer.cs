using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace EventAgents.Pii;

/// <summary>A tenant's own recognizer: a pattern, words that must stand near, and a check of the value.</summary>
public sealed class CustomRecognizer
{
    /// <summary>Longest pattern in characters; a longer one is a list of values and belongs on the deny list.</summary>
    public const int MaxPatternLength = 1_000;

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
        foreach (var match in Pattern.EnumerateMatches(text))
        {
            if (match.Length == 0 || (Verifier is not null && !Verifier(text.Slice(match.Index, match.Length)))
                || !HasContext(text, match.Index, match.Index + match.Length)) continue;
            findings.Add(new Finding(match.Index, match.Length, Type, 0.9f, Verifier is null ? FindingSource.Context : FindingSource.Proven, Name));
        }
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
