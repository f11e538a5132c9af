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
}
