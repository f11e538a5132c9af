using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace EventAgents.Pii.Reading;

/// <summary>A text that is being read: its characters, its tokens and what the words around a token announce.</summary>
internal readonly ref struct Scan
{
    /// <summary>How many tokens before a value may announce it.</summary>
    public const int TokensBefore = 6;

    /// <summary>How many tokens after a value may confirm it.</summary>
    public const int TokensAfter = 5;

    /// <summary>The longest text in characters that is taken for values alone.</summary>
    private const int MaxBareLength = 100;

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

    /// <summary>Endings that tell a host from a file; a bare name with another ending is left alone.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TopLevelDomains = FrozenSet.ToFrozenSet(
        ["com", "org", "net", "edu", "gov", "io", "co", "uk", "de", "fr", "es", "it", "nl", "pl", "se", "dk", "no", "fi", "ch", "at", "be", "eu", "us", "ca",
            "au", "nz", "jp", "cn", "in", "br", "mx", "ru", "ua", "il", "tr", "gr", "pt", "cz", "ro", "hu", "ie", "info", "biz", "app", "dev", "ai", "me",
            "site", "online", "example"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private Scan(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, bool mayBeBare)
    {
        Text = text;
        Tokens = tokens;
        IsBare = mayBeBare && HoldsOnlyValues(text, tokens);
    }

    public ReadOnlySpan<char> Text { get; }

    public ReadOnlySpan<Token> Tokens { get; }

    /// <summary>Whether the text is nothing but one or a few values, as a cell or a leaf of a tool call is.</summary>
    public bool IsBare { get; }

    /// <summary>Whether the text is nothing but a host name: letters, digits, hyphens and dots, with letters behind the last dot.</summary>
    public bool IsBareHost
    {
        get
        {
            if (Text.Length is < 4 or > 253 || Tokens.Length < 2 || Text.ContainsAnyExcept(HostCharacters)) return false;
            var dot = Text.LastIndexOf('.');
            return dot > 0 && Tokens[^1].Length is >= 2 and <= 12 && !Tokens[^1].HasDigit && TopLevelDomains.Contains(Text[(dot + 1)..]);
        }
    }

    /// <summary>Reads a text; the tokens live in <paramref name="tokens"/>, whose former content is dropped.</summary>
    public static Scan Of(ReadOnlySpan<char> text, List<Token> tokens, bool mayBeBare = true)
    {
        tokens.Clear();
        Tokenizer.Split(text, tokens);
        return new Scan(text, CollectionsMarshal.AsSpan(tokens), mayBeBare);
    }

    public ReadOnlySpan<char> TextOf(in Token token) => Text[token.Start..token.End];

    /// <summary>The character before an offset, or a line break at the start of the text.</summary>
    public char Before(int offset) => offset > 0 ? Text[offset - 1] : '\n';

    /// <summary>The character at an offset, or a line break at the end of the text.</summary>
    public char At(int offset) => (uint)offset < (uint)Text.Length ? Text[offset] : '\n';

    /// <summary>What the words near the tokens <paramref name="first"/> to <paramref name="last"/> announce.</summary>
    public Cue CueNear(int first, int last)
    {
        var cue = Cue.None;
        for (var i = Math.Max(0, first - TokensBefore); i < first; i++) cue |= Tokens[i].Cue;
        for (var i = last + 1; i < Tokens.Length && i <= last + TokensAfter; i++) cue |= Tokens[i].Cue;
        // An order's id is no person's.
        return (cue & (Cue.Id | Cue.Goods)) == Cue.Id ? cue | Cue.NationalId : cue;
    }

    /// <summary>What the two words right before a token announce, on the same line.</summary>
    public Cue CueBefore(int first)
    {
        var cue = Cue.None;
        for (var i = first - 1; i >= Math.Max(0, first - 2); i--)
        {
            if (Text[Tokens[i].End..Tokens[i + 1].Start].ContainsAny('\n', ',', ';')) break;
            cue |= Tokens[i].Cue;
        }
        return cue & ~Cue.Id;
    }

    /// <summary>The index of the first token that ends behind <paramref name="offset"/>; the number of tokens if there is none.</summary>
    public int TokenAt(int offset)
    {
        int low = 0, high = Tokens.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (Tokens[middle].End <= offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Whether a number may begin at <paramref name="start"/>: it is not the rest of a longer word, number or path.</summary>
    public bool IsFreeBefore(int start)
    {
        if (start == 0) return true;
        var before = Text[start - 1];
        if (Glues(before)) return before == 's' && start > 1 && Text[start - 2] == 'i';  // "…code is030594W903B"
        if (before is '_' or '\\' or '@' or '$') return false;
        if (before is '-' or '.' or '/' or '+' or '%') return start == 1 || !Glues(Text[start - 2]);
        if (before == ',') return start < 4 || !char.IsAsciiDigit(Text[start - 2]) || !IsThousands(start);
        return before != ':' || start == 1 || !char.IsAsciiDigit(Text[start - 2]);
    }

    /// <summary>Whether a number may end before <paramref name="end"/>.</summary>
    public bool IsFreeAfter(int end)
    {
        if (end >= Text.Length) return true;
        var after = Text[end];
        if (after is '_' or '@' or '%' || Glues(after)) return false;
        if (after == ',') return !char.IsAsciiDigit(At(end + 1)) || !IsThousands(end + 1);
        return after is not ('-' or '.' or '/' or '+' or ':') || !Glues(At(end + 1));
    }

    /// <summary>Whether a character goes on with the word or number beside it; scripts without spaces do not.</summary>
    public static bool Glues(char c) => !Tokenizer.IsUnspaced(c) && char.IsLetterOrDigit(c);

    /// <summary>Whether exactly three digits follow a comma, and at most three go before it, as in 1,234,567.</summary>
    private bool IsThousands(int offset)
    {
        var behind = 0;
        while (behind < 4 && char.IsAsciiDigit(At(offset + behind))) behind++;
        var before = 0;
        while (before < 4 && offset - 2 - before >= 0 && char.IsAsciiDigit(Text[offset - 2 - before])) before++;
        return behind == 3 && before <= 3;
    }

    /// <summary>Whether a number in groups that spaces part is a piece of a longer row of groups.</summary>
    public bool IsPieceOfRow(int first, int last)
    {
        if (first > 0 && char.IsAsciiDigit(Text[Tokens[first - 1].Start]) && Tokens[first - 1].End == Tokens[first].Start - 1
            && Text[Tokens[first].Start - 1] == ' ') return true;
        return last + 1 < Tokens.Length && char.IsAsciiDigit(Text[Tokens[last + 1].Start]) && Tokens[last + 1].Start == Tokens[last].End + 1
            && Text[Tokens[last].End] == ' ';
    }

    private static bool HoldsOnlyValues(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens)
    {
        if (text.Length > MaxBareLength) return false;
        var words = 0;
        foreach (ref readonly var token in tokens)
        {
            if (token.HasDigit) continue;
            if (token.Length > 3 || (token.Kind == TokenKind.Lower && token.Length > 1 && ++words > 1)) return false;
        }
        return true;
    }
}
