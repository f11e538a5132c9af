using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>What a tagger must beat: finding persons without having learnt anything.</summary>
public static class Baselines
{
    /// <summary>Words that the lists know as names: first names, last names, and runs of them, capitalised.</summary>
    /// <param name="model">The model whose word lists are used.</param>
    public static ITagger WordLists(TaggerModel model) => new RunTagger((facts, _) =>
        facts.Case is WordCase.Capitalised or WordCase.Upper
        && (LexiconEntry.Part(model.Lexicon.Find(facts.Lower), LexiconEntry.FirstName) >= 2 || LexiconEntry.Part(model.Lexicon.Find(facts.Lower), LexiconEntry.LastName) >= 2));

    /// <summary>Runs of at least two capitalised words, and single ones inside a sentence.</summary>
    public static ITagger Capitals() => new RunTagger((facts, begins) => facts.Case is WordCase.Capitalised or WordCase.Initial && !begins);

    /// <summary>Finds runs of words that a rule accepts.</summary>
    private sealed class RunTagger(Func<WordFacts, bool, bool> isName) : ITagger
    {
        public void Tag(ReadOnlySpan<char> text, List<Finding> findings)
        {
            var words = new Word[text.Length];
            var lower = new char[WordFacts.MaxLength];
            var position = 0;
            var count = WordSplitter.Split(text, ref position, words);
            for (var first = 0; first < count; first++)
            {
                if (!Accepts(text, words[first], lower)) continue;
                var last = first;
                while (last + 1 < count && (words[last + 1].Breaks & ~Breaks.Marks) == 0 && Accepts(text, words[last + 1], lower)) last++;
                findings.Add(new(words[first].Start, words[last].End - words[first].Start, EntityType.Person, 1, FindingSource.Tagger));
                first = last;
            }
        }

        private bool Accepts(ReadOnlySpan<char> text, Word word, Span<char> lower) =>
            isName(WordFacts.Of(text.Slice(word.Start, word.Length), Lexicon.None, lower, out _), (word.Breaks & Breaks.Sentence) != 0);
    }
}
