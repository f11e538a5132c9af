using System.Numerics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>Turns labelled documents into words with features and allowed tags, by the very code that tags later.</summary>
/// <param name="lexicon">The word lists.</param>
/// <param name="seed">Decides which words lose their entry in the lists.</param>
internal sealed class ExampleReader(Lexicon lexicon, ulong seed)
{
    // A stretch is cut at the first sentence that begins behind this many words: long enough for context, short enough for many updates.
    private const int MinWords = 24, MaxWords = 8_192;

    private const uint Lists = 0x3FF | (uint)LexiconFlags.BeginsName;

    private readonly Word[] _words = new Word[MaxWords];
    private readonly WordFacts[] _facts = new WordFacts[MaxWords];
    private readonly Place[] _places = new Place[MaxWords];
    private readonly List<ulong> _features = [];
    private readonly List<int> _starts = [];

    /// <summary>A stretch of a document: its words, their features with where each word's begin, and the tags allowed.</summary>
    internal sealed record Stretch(Word[] Words, ulong[] Features, int[] Starts, ushort[] Allowed);

    /// <summary>The stretches of a document.</summary>
    /// <param name="document">Text and labels.</param>
    /// <param name="dropPercent">How many of a hundred words lose what the lists say of them, so that the model does not lean on lists that real names are not in.</param>
    public IEnumerable<Stretch> Read(LabelledDocument document, int dropPercent)
    {
        var unlabelled = Tags.Tagged.Except(LabelCoverage.Of(document)).ToArray();
        for (var position = 0; position < document.Text.Length;)
        {
            var count = WordSplitter.Split(document.Text, ref position, _words);
            if (count == 0) yield break;
            ReadFacts(document, count, dropPercent);
            PlaceReader.Read(_words.AsSpan(0, count), _facts.AsSpan(0, count), lexicon, _places.AsSpan(0, count));
            Mentions.Read(_facts.AsSpan(0, count), _places.AsSpan(0, count));
            var allowed = AllowedTags(document, count, unlabelled);

            for (int start = 0, end; start < count; start = end)
            {
                end = Math.Min(start + MinWords, count);
                while (end < count && ((_words[end].Breaks & Breaks.Sentence) == 0 || IsInside(allowed, end))) end++;
                yield return Cut(document.Text, start, end, count, allowed);
            }
        }
    }

    private void ReadFacts(LabelledDocument document, int count, int dropPercent)
    {
        Span<char> lower = stackalloc char[WordFacts.MaxLength];
        var random = new DeterministicRandom(seed ^ FeatureHash.Of(document.Id));
        // Some documents lose all of their entries, the others some: real text is of both kinds.
        var percent = random.Chance(dropPercent / 2) ? 100 : dropPercent;
        var salt = random.Next();
        for (var i = 0; i < count; i++)
        {
            var facts = WordFacts.Of(document.Text.AsSpan(_words[i].Start, _words[i].Length), lexicon, lower, out _);
            var isDropped = FeatureHash.Feature(0, facts.Lower ^ salt) % 100 < (ulong)percent;
            _facts[i] = isDropped ? facts with { Lexicon = facts.Lexicon & ~Lists } : facts;
        }
    }

    private Stretch Cut(string text, int start, int end, int count, ushort[] allowed)
    {
        _features.Clear();
        _starts.Clear();
        var sink = new Collector(_features);
        Span<char> lower = stackalloc char[WordFacts.MaxLength];
        for (var i = start; i < end; i++)
        {
            _starts.Add(_features.Count);
            for (var j = Math.Max(0, i - WordFeatures.Reach); j <= Math.Min(count - 1, i + WordFeatures.Reach); j++)
            {
                var length = Math.Min(_words[j].Length, WordFacts.MaxLength);
                for (var k = 0; k < length; k++) lower[k] = char.ToLowerInvariant(text[_words[j].Start + k]);
                WordFeatures.Emit(_facts[j], lower[..length], j - i, ref sink);
            }
            ContextFeatures.Emit(_words.AsSpan(0, count), _facts.AsSpan(0, count), _places.AsSpan(0, count), i, ref sink);
        }
        _starts.Add(_features.Count);
        return new(_words[start..end], [.. _features], [.. _starts], allowed[start..end]);
    }

    private ushort[] AllowedTags(LabelledDocument document, int count, EntityType[] unlabelled)
    {
        var allowed = new ushort[count];
        var span = 0;
        for (var i = 0; i < count; i++)
        {
            while (span < document.Spans.Count && document.Spans[span].End <= _words[i].Start) span++;
            if (span < document.Spans.Count && document.Spans[span].Start < _words[i].End && document.Spans[span].Type is { } type)
            {
                // What is labelled with a type that has no tag is outside, and so is a title before a name, wherever the source draws the line.
                var isFirst = i == 0 || _words[i - 1].End <= document.Spans[span].Start || (type == EntityType.Person && allowed[i - 1] == 1);
                var isTitle = isFirst && type == EntityType.Person && document.Spans[span].End > _words[i].End && LexiconEntry.IsTitle(lexicon.Find(_facts[i].Lower));
                allowed[i] = (ushort)(1 << (isTitle ? Tags.Outside : isFirst ? Tags.First(type) : Tags.Further(type)));
                if (type == EntityType.DateTime && LabelCoverage.MixesBirthsWithDates(document)) allowed[i] |= (ushort)(1 << Tags.First(EntityType.DateOfBirth));
                continue;
            }

            var open = 1 << Tags.Outside;
            foreach (var candidate in unlabelled)
                if (MayBe(candidate, document.Text, i, count)) open |= (1 << Tags.First(candidate)) | (1 << Tags.Further(candidate));
            allowed[i] = (ushort)open;
        }
        return allowed;
    }

    // Whether a word that nobody labelled could be of a type that its source does not label. Were every word open, the model would be free to put there
    // whatever it likes, and it does.
    private bool MayBe(EntityType type, string text, int i, int count) => type switch
    {
        EntityType.DateTime => HasDigit(i) || HasNear(i, count, LexiconFlags.Calendar, reach: 1),
        EntityType.Age or EntityType.DateOfBirth => HasDigit(i),
        EntityType.Nrp => HasNear(i, count, LexiconFlags.Nationality, reach: 0),
        EntityType.Address => HasNear(i, count, LexiconFlags.Street, reach: 3),
        EntityType.Code or EntityType.Password => false,  // what is printed or tweeted holds hardly any
        EntityType.Username => _words[i].Start > 0 && text[_words[i].Start - 1] == '@',
        _ => true,
    };

    private bool HasDigit(int i) => _facts[i].Case is WordCase.Digits or WordCase.LettersAndDigits;

    private bool HasNear(int i, int count, LexiconFlags flag, int reach)
    {
        for (var j = Math.Max(0, i - reach); j <= Math.Min(count - 1, i + reach); j++)
            if (LexiconEntry.Has(_facts[j].Lexicon, flag)) return true;
        return false;
    }

    // A word that only continues an entity.
    private static bool IsInside(ushort[] allowed, int i)
    {
        if (!BitOperations.IsPow2(allowed[i])) return false;
        var tag = BitOperations.Log2(allowed[i]);
        return Tags.IsFurther(tag) || (tag != Tags.Outside && allowed[i] == allowed[i - 1]);
    }

    private struct Collector(List<ulong> features) : IFeatureSink
    {
        public readonly void Add(ulong feature) => features.Add(feature);
    }
}
