namespace EventAgents.Pii.Tagger;

/// <summary>Where a word stands.</summary>
internal record struct Place
{
    /// <summary>Hash of the name of the value that the word is in (<c>customer name: </c>), 0 without one; parts joined, so firstName and first_name are one.</summary>
    public ulong Key { get; set; }

    /// <summary>Hash of the last word of that name.</summary>
    public ulong KeyWord { get; set; }

    /// <summary>How many words of the value stand before it.</summary>
    public byte KeyDistance { get; set; }

    /// <summary>How the line is written: case (0–3) and share of marks (0–2), see <see cref="PlaceReader"/>.</summary>
    public byte Line { get; set; }

    /// <summary>A sentence, or a line, begins with the word.</summary>
    public bool BeginsSentence { get; set; }

    /// <summary>A name of several words from the lists covers the word: which kind, and whether it begins here. 0 for none.</summary>
    public byte Name { get; set; }

    /// <summary>How the same word is written elsewhere in the text: 1 in lower case, 2 capitalised inside a sentence, 4 that more than once.</summary>
    public byte Elsewhere { get; set; }
}
