namespace EventAgents.Pii.Training.Synthesis;

/// <summary>
/// Makes further documents of labelled ones: with other persons' names in the same sentences, so that what is learnt is the sentence and not the name; and
/// written without capitals, as in chats, or in capitals alone.
/// </summary>
/// <param name="lists">Where names come from.</param>
/// <param name="seed">The source of all chance.</param>
internal sealed class Augmenter(WordLists lists, ulong seed)
{
    private const int RenamedPercent = 35, LowerPercent = 12, UpperPercent = 3;

    private readonly DeterministicRandom _random = new(seed);
    private readonly ValueMaker _values = new(NamePool.Read(lists), new DeterministicRandom(seed + 1));

    /// <summary>The further documents; those that are made up already give none.</summary>
    public IEnumerable<LabelledDocument> Augment(IEnumerable<LabelledDocument> documents)
    {
        foreach (var document in documents)
        {
            if (document.Source.StartsWith("synth", StringComparison.Ordinal)) continue;
            if (_random.Chance(RenamedPercent) && document.Spans.Any(s => s.Type == EntityType.Person)) yield return Renamed(document);
            // Code and voice commands have their case already.
            if (document.Spans.Count == 0) continue;
            if (_random.Chance(LowerPercent)) yield return Recased(document, char.ToLowerInvariant, "lower");
            if (_random.Chance(UpperPercent)) yield return Recased(document, char.ToUpperInvariant, "upper");
        }
    }

    private LabelledDocument Renamed(LabelledDocument document)
    {
        var language = LanguageOf(document);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = new System.Text.StringBuilder();
        var spans = new List<LabelledSpan>();
        var end = 0;
        foreach (var span in document.Spans)
        {
            text.Append(document.Text, end, span.Start - end);
            var old = document.Text.Substring(span.Start, span.Length);
            var value = span.Type == EntityType.Person ? Rename(old, language, names) : old;
            spans.Add(span with { Start = text.Length, Length = value.Length });
            text.Append(value);
            end = span.End;
        }
        text.Append(document.Text, end, document.Text.Length - end);
        return document with { Id = document.Id + "-renamed", Text = text.ToString(), Spans = spans };
    }

    // Word by word, the same word always by the same one; titles, initials and particles stay.
    private string Rename(string name, string language, Dictionary<string, string> names)
    {
        var words = name.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word.Length < 3 || !char.IsUpper(word[0]) || !word.All(char.IsLetter) || IsTitle(word)) continue;
            if (!names.TryGetValue(word, out var other))
                names[word] = other = _values.Make(i > 0 && i == words.Length - 1 ? "LAST" : "FIRST", language).Text;
            words[i] = word.All(char.IsUpper) ? other.ToUpperInvariant() : other;
        }
        return string.Join(' ', words);
    }

    private static bool IsTitle(string word) => ClosedWords.Titles.Contains($" {word.ToLowerInvariant()} ", StringComparison.Ordinal);

    private static LabelledDocument Recased(LabelledDocument document, Func<char, char> recase, string name) =>
        document with
        {
            Id = $"{document.Id}-{name}",
            Text = string.Create(document.Text.Length, document.Text, (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = recase(from[i]);
        })
        };

    private static string LanguageOf(LabelledDocument document)
    {
        var source = document.Source;
        if (source.StartsWith("MEDDOCAN", StringComparison.Ordinal)) return "es";
        if (source.Contains("/DE", StringComparison.Ordinal)) return "de";
        if (source.Contains("/FR", StringComparison.Ordinal)) return "fr";
        if (source.Contains("/NL", StringComparison.Ordinal)) return "nl";
        if (source.Contains("Portuguese", StringComparison.Ordinal)) return "pt";
        if (source.Contains("Danish", StringComparison.Ordinal)) return "da";
        return source.Contains("Swedish", StringComparison.Ordinal) ? "sv" : "en";
    }
}
