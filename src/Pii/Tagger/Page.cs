using System.Runtime.Intrinsics;

namespace EventAgents.Pii.Tagger;

/// <summary>The working memory of one thread: a stretch of text as words with their facts, places, scores and tags.</summary>
internal sealed class Page
{
    // 8,192 words are some 50 kB of text: a prompt is mostly seen as a whole, and the memory of a thread stays under 2 MB.
    private const int MaxWords = 8_192;

    // Behind a wall nothing goes on but an address, which may have several lines. Below any score, so that it holds.
    private static readonly Vector256<short> NoneGoesOn = Vector256.Create<short>(
        [.. Enumerable.Range(0, Tagger.Tags.Width).Select(t => Tagger.Tags.IsFurther(t) && Tagger.Tags.TypeOf(t) != EntityType.Address ? Decoder.Forbidden : (short)0)]);

    private readonly Word[] _words = new Word[MaxWords];
    private readonly WordFacts[] _facts = new WordFacts[MaxWords];
    private readonly Place[] _places = new Place[MaxWords];
    private readonly Hidden[] _hidden = new Hidden[MaxWords];
    private readonly Vector256<short>[] _scores = new Vector256<short>[MaxWords];
    private readonly byte[] _tags = new byte[MaxWords];
    private readonly WordCache _cache = new();

    public Span<Word> Words => _words;

    public Span<WordFacts> Facts => _facts;

    public Span<Vector256<short>> Scores => _scores;

    public Span<byte> Tags => _tags;

    /// <summary>Splits the text from <paramref name="position"/> on into words, as many as fit.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public int Read(ReadOnlySpan<char> text, ref int position)
    {
        var count = WordSplitter.Split(text, ref position, _words);
        if (position == text.Length || count < MaxWords) return count;

        // Cut before the last line of the second half, else before its last sentence, so that no entity is cut in two.
        var cut = LastBehind(Breaks.Line, count);
        if (cut == 0) cut = LastBehind(Breaks.Sentence, count);
        if (cut == 0) return count;
        position = _words[cut - 1].End;
        return cut;
    }

    /// <summary>The last word of the second half that stands behind such a break; 0 where none does.</summary>
    private int LastBehind(Breaks breaks, int count)
    {
        for (var i = count - 1; i > MaxWords / 2; i--)
        {
            if ((_words[i].Breaks & breaks) != 0) return i;
        }
        return 0;
    }

    /// <summary>Fills the scores of the first <paramref name="count"/> words.</summary>
    public void Score(TaggerModel model, ReadOnlySpan<char> text, int count)
    {
        // hidden(i) = constant + Σ over d of own(word i + d, d) + context(i)
        _hidden.AsSpan(0, count).Fill(model.HiddenConstant);
        for (var i = 0; i < count; i++)
        {
            ref readonly var entry = ref _cache.Find(model, text.Slice(_words[i].Start, _words[i].Length), _words[i].Exact);
            _facts[i] = entry.Facts;
            var first = Math.Max(0, i - WordFeatures.Reach);
            var last = Math.Min(count - 1, i + WordFeatures.Reach);
            for (var j = first; j <= last; j++) _hidden[j] += entry.Sums[i - j + WordFeatures.Reach];
        }

        var words = _words.AsSpan(0, count);
        var facts = _facts.AsSpan(0, count);
        var places = _places.AsSpan(0, count);
        PlaceReader.Read(words, facts, model.Lexicon, places);
        Mentions.Read(facts, places);
        for (var i = 0; i < count; i++)
        {
            var sum = new EmbeddingSum(model.Embeddings, _hidden[i]);
            ContextFeatures.Emit(words, facts, places, i, ref sum);
            _scores[i] = Decoder.Cut(model.Output.Score(sum.Value));
            if ((words[i].Breaks & Breaks.Wall) != 0) _scores[i] += NoneGoesOn;
        }
    }

    /// <summary>By how much a word's tag leads over the outside, in units of the scores.</summary>
    public int Margin(int i) => _scores[i][_tags[i]] - _scores[i][Tagger.Tags.Outside];
}
