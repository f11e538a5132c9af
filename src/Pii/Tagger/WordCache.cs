using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EventAgents.Pii.Tagger;

/// <summary>
/// What a word gives to itself and its four neighbours, kept for the words seen last: most of a text is the same few thousand words. A word is compared
/// letter by letter, so what is kept never changes a result. One instance serves one thread.
/// </summary>
internal sealed class WordCache
{
    // 4,096 words of 256 bytes are a megabyte: about what a core's second cache holds.
    private const int Slots = 4096, MaxLength = 24;

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

    /// <summary>A word's facts and the sums of its weights, by distance.</summary>
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
                var sum = new WeightSum(model.Weights);
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
        private Vector256<short> _first;
    }

    [InlineArray(MaxLength)]
    private struct Letters
    {
        private char _first;
    }
}

/// <summary>Adds up the weights of features.</summary>
internal struct WeightSum(WeightTable weights) : IFeatureSink
{
    /// <summary>The sum, a number per tag.</summary>
    public Vector256<short> Value { get; private set; } = Vector256<short>.Zero;

    /// <inheritdoc/>
    public void Add(ulong feature) => Value = weights.Add(feature, Value);
}
