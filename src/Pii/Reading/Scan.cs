using System.Runtime.InteropServices;

namespace EventAgents.Pii.Reading;

/// <summary>A text that is being read: its characters, its tokens and what the words around a token announce.</summary>
internal readonly ref struct Scan
{
    /// <summary>How many tokens before a value may announce it.</summary>
    public const int TokensBefore = 6;

    /// <summary>How many tokens after a value may confirm it.</summary>
    public const int TokensAfter = 4;

    private Scan(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens)
    {
        Text = text;
        Tokens = tokens;
    }

    public ReadOnlySpan<char> Text { get; }

    public ReadOnlySpan<Token> Tokens { get; }

    /// <summary>Reads a text; the tokens live in <paramref name="tokens"/>, whose former content is dropped.</summary>
    public static Scan Of(ReadOnlySpan<char> text, List<Token> tokens)
    {
        tokens.Clear();
        Tokenizer.Split(text, tokens);
        return new Scan(text, CollectionsMarshal.AsSpan(tokens));
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
        return cue;
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
}
