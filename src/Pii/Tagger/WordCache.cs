using System.Runtime.CompilerServices;

namespace EventAgents.Pii.Tagger;

/// <summary>
/// What a word gives to itself and its four neighbours, kept for the words seen last: most of a text is the same few thousand words. A word is compared
/// letter by letter, so what is kept never changes a result. One instance serves one thread.
/// </summary>
internal sealed class WordCache
{
    // 2,048 words of 416 bytes are most of a megabyte: about what a core's second cache holds.
    private const int Slots = 2_048, MaxLength = 24;

    private readonly Entry[] _entries = new Entry[Slots];
    private TaggerModel? _model;
    private Entry _long;

    /// <summary>What is known about a word under a model; the reference is good until the next call.</summary>
    public ref readonly Entry Find(TaggerModel model, ReadOnlySpan<char> word, ulong exact)
    {
        if (!ReferenceEquals(_model, model))
        {
            Array.Clear(_entries);
            _model = model;
        }
        if (word.Length > MaxLength)
        {
            _long.Fill(model, word);
            return ref _long;
        }

        ref var entry = ref _entries[(int)((exact ^ (exact >> 40)) & (Slots - 1))];
        if (entry.Exact != exact || !entry.Is(word))
        {
            entry.Fill(model, word);
            entry.Keep(word, exact);
        }
        return ref entry;
    }

    /// <summary>A word's facts and the sums of its embeddings, by distance.</summary>
    internal struct Entry
    {
        private Letters _letters;
        private int _length;

        public ulong Exact { get; private set; }
        public WordFacts Facts { get; private set; }
        public Sums Sums;

        public void Fill(TaggerModel model, ReadOnlySpan<char> word)
        {
            Span<char> lower = stackalloc char[WordFacts.MaxLength];
            Facts = WordFacts.Of(word, model.Lexicon, lower, out var length);
            for (var distance = -WordFeatures.Reach; distance <= WordFeatures.Reach; distance++)
            {
                var sum = new EmbeddingSum(model.Embeddings, default);
                WordFeatures.Emit(Facts, lower[..length], distance, ref sum);
                Sums[distance + WordFeatures.Reach] = sum.Value;
            }
        }

        public void Keep(ReadOnlySpan<char> word, ulong exact)
        {
            word.CopyTo(_letters);
            _length = word.Length;
            Exact = exact;
        }

        public readonly bool Is(ReadOnlySpan<char> word) => word.SequenceEqual(((ReadOnlySpan<char>)_letters)[.._length]);
    }

    /// <summary>Sums by distance, −2 first.</summary>
    [InlineArray((2 * WordFeatures.Reach) + 1)]
    internal struct Sums
    {
        private Hidden _first;
    }

    [InlineArray(MaxLength)]
    private struct Letters
    {
        private char _first;
    }
}

/// <summary>Adds up the embeddings of features.</summary>
/// <param name="embeddings">The embeddings.</param>
/// <param name="start">What they are added to.</param>
internal struct EmbeddingSum(EmbeddingTable embeddings, Hidden start) : IFeatureSink
{
    private Hidden _sum = start;

    /// <summary>The sum.</summary>
    public readonly Hidden Value => _sum;

    /// <inheritdoc/>
    public void Add(ulong feature) => embeddings.AddTo(ref _sum, feature);
}
