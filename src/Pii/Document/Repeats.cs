using System.Numerics;
using System.Runtime.InteropServices;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Document;

/// <summary>
/// The values that were found in a document, to be found again wherever they stand: in other letter case, with a
/// possessive, a first or last name alone. Values are kept as hashes of their words; only the lookup's memory grows with them.
/// </summary>
internal sealed class Repeats
{
    /// <summary>Longest value in words; a longer one is found again by its own recognizer or not at all.</summary>
    private const int MaxWords = 12;

    /// <summary>Findings with a lower score are not carried on.</summary>
    private const float MinScore = 0.5f;

    /// <summary>A beginning of a value that is not a value itself.</summary>
    private const int GoesOn = -1;

    /// <summary>Values by the hash of their words, and every beginning of theirs, so that many values that begin alike cost no more than one.</summary>
    private readonly Dictionary<ulong, int> _byWords = [];
    private readonly List<Value> _values = [];
    private readonly List<ulong> _words = [];

    public bool IsEmpty => _values.Count == 0;

    public void Clear()
    {
        _byWords.Clear();
        _values.Clear();
        _words.Clear();
    }

    /// <summary>Remembers the values of the findings in a text that is split into tokens.</summary>
    public void Collect(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, List<Finding> findings)
    {
        var next = 0;
        foreach (var finding in findings)
        {
            if (finding.Score < MinScore || !IsCarried(finding.Type)) continue;
            while (next < tokens.Length && tokens[next].End <= finding.Start) next++;
            var first = next;
            var last = first;
            while (last < tokens.Length && tokens[last].Start < finding.End) last++;
            var count = last - first;
            if (count is 0 or > MaxWords) continue;
            var words = tokens[first..last];
            if (finding.Type == EntityType.Person)
            {
                if (count > 1) Add(text, words, finding, anyCase: true);
                if (count is 2 or 3 && text[words[0].Start] < 128) Accounts(text, words, finding);
                foreach (ref readonly var word in words)
                {
                    // "de", "Jr" and initials stand for nobody by themselves.
                    if (word.Length >= 3 && !word.HasDigit && char.IsUpper(text[word.Start])) Add(text, MemoryMarshal.CreateReadOnlySpan(in word, 1), finding,
                        anyCase: word.Length >= 6);
                }
            }
            else if (finding.Length >= 4
                && (count > 1 || words[0].HasDigit || finding.Type is EntityType.Username or EntityType.Password && finding.Length >= 6))
                Add(text, words, finding, anyCase: finding.Type is not (EntityType.Password or EntityType.ApiKey or EntityType.Username));
        }
    }

    /// <summary>The account names that systems make of a first and a last name: alovelace, adal, lovelacea, adalovelace.</summary>
    private void Accounts(ReadOnlySpan<char> text, ReadOnlySpan<Token> words, in Finding person)
    {
        var first = text[words[0].Start..words[0].End];
        var last = text[words[^1].Start..words[^1].End];
        if (first.Length < 3 || last.Length < 4) return;
        AddAccount(WordHash.Continue(WordHash.Of(first[..1]), last), person);
        AddAccount(WordHash.Continue(WordHash.Of(first), last), person);
        AddAccount(WordHash.Continue(WordHash.Of(first), last[..1]), person);
        AddAccount(WordHash.Continue(WordHash.Of(last), first[..1]), person);
    }

    private void AddAccount(ulong hash, in Finding person)
    {
        if (!_byWords.TryAdd(hash, _values.Count)) return;
        _values.Add(new Value(_words.Count, 1, EntityType.Username, Math.Min(person.Score, 0.9f), CustomName: null, AnyCase: true, TokenKind.Lower, Exact: 0));
        _words.Add(hash);
    }

    /// <summary>Appends where known values stand outside the findings that the list holds already (sorted).</summary>
    public void Find(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, List<Finding> findings)
    {
        if (_values.Count == 0) return;
        var known = findings.Count;
        var at = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            while (at < known && findings[at].End <= tokens[i].Start) at++;
            if (at < known && findings[at].Start < tokens[i].End) continue;
            if (!_byWords.TryGetValue(tokens[i].Hash, out var index)) continue;
            var limit = at < known ? findings[at].Start : text.Length;
            var (longest, last) = (GoesOn, i);
            var words = tokens[i].Hash;
            for (var next = i + 1; ; next++)
            {
                if (index != GoesOn && Match(text, tokens, i, _values[index], limit) is >= 0 and var end) (longest, last) = (index, end);
                if (next == tokens.Length || next == i + MaxWords) break;
                words = WithNext(words, tokens[next].Hash);
                if (!_byWords.TryGetValue(words, out index)) break;
            }
            if (longest == GoesOn) continue;
            var value = _values[longest];
            findings.Add(new Finding(tokens[i].Start, tokens[last].End - tokens[i].Start, value.Type, value.Score, FindingSource.Repeated, value.CustomName));
            i = last;
        }
    }

    private int Match(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, int first, in Value value, int limit)
    {
        if (first + value.Count > tokens.Length) return -1;
        for (var k = 0; k < value.Count; k++)
        {
            ref readonly var token = ref tokens[first + k];
            if (token.Hash != _words[value.FirstWord + k] || token.End > limit) return -1;
            if (k > 0 && token.Start - tokens[first + k - 1].End > 3) return -1;
        }
        ref readonly var head = ref tokens[first];
        var end = tokens[first + value.Count - 1].End;
        if (value.Type == EntityType.Person)
        {
            if (!value.AnyCase && !HasSameCase(head.Kind, value.Kind)) return -1;
            // A name inside an identifier (ada_lovelace_total) is left to whoever finds identifiers.
            // "hunter" of Rex Hunter is a word, except where nobody writes capitals.
            if (value.Count == 1 && (head.Kind & TokenKind.Upper) == 0 && (value.Kind & TokenKind.Upper) != 0
                && LetterCase.HasCapitalsBeside(text, head.Start, head.End)) return -1;
            if (IsJoiner(text, head.Start - 1) || IsJoiner(text, end)) return -1;
        }
        else if (!value.AnyCase && Exact(text[head.Start..end]) != value.Exact) return -1;
        return first + value.Count - 1;
    }

    private static bool HasSameCase(TokenKind one, TokenKind other) =>
        (one & TokenKind.Upper) == (other & TokenKind.Upper) || (one & TokenKind.Lower) == 0 && (one & TokenKind.Upper) != 0;

    /// <summary>FNV-1a over the characters as they are.</summary>
    private static ulong Exact(ReadOnlySpan<char> value)
    {
        var hash = WordHash.Empty;
        foreach (var c in value) hash = (hash ^ c) * 1099511628211;
        return hash;
    }

    private static bool IsJoiner(ReadOnlySpan<char> text, int index) =>
        (uint)index < (uint)text.Length && text[index] is '_' or '@' or '/' or '\\' or '$' or '=';

    private void Add(ReadOnlySpan<char> text, ReadOnlySpan<Token> words, in Finding finding, bool anyCase)
    {
        var hash = words[0].Hash;
        foreach (ref readonly var word in words[1..])
        {
            _byWords.TryAdd(hash, GoesOn);
            hash = WithNext(hash, word.Hash);
        }
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_byWords, hash, out var exists);
        if (exists && index != GoesOn) return;
        index = _values.Count;
        _values.Add(new Value(_words.Count, words.Length, finding.Type, Math.Min(finding.Score, 0.9f), finding.CustomName, anyCase, words[0].Kind,
            Exact(text[words[0].Start..words[^1].End])));
        foreach (ref readonly var word in words) _words.Add(word.Hash);
    }

    /// <summary>The hash of some words and one more.</summary>
    private static ulong WithNext(ulong words, ulong next) => BitOperations.RotateLeft(words, 23) * 0x9E3779B97F4A7C15 + next;

    /// <summary>Types whose values name the same person or secret wherever they stand; a date or an age does not.</summary>
    private static bool IsCarried(EntityType type) =>
        type is not (EntityType.DateTime or EntityType.Age or EntityType.Nrp or EntityType.Location or EntityType.Organization or EntityType.DateOfBirth);

    private readonly record struct Value(int FirstWord, int Count, EntityType Type, float Score, string? CustomName, bool AnyCase, TokenKind Kind, ulong Exact);
}
