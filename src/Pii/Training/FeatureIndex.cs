using System.Numerics;

namespace EventAgents.Pii.Training;

/// <summary>Numbers the features of the training set: those that occur often enough, the most frequent ones first, so that what is used together lies together.</summary>
internal sealed class FeatureIndex
{
    private readonly ulong[] _keys;
    private readonly int[] _values;
    private readonly int _mask;

    private FeatureIndex(int capacity)
    {
        _keys = new ulong[capacity];
        _values = new int[capacity];
        _mask = capacity - 1;
    }

    /// <summary>The features by their number.</summary>
    public ulong[] Features { get; private init; } = [];

    /// <summary>How often each occurs, by its number.</summary>
    public int[] Counts { get; private init; } = [];

    /// <summary>Numbers all features that occur at least <paramref name="minCount"/> times.</summary>
    public static FeatureIndex Build(IEnumerable<ulong[]> occurrences, int minCount)
    {
        var counts = new FeatureIndex(1 << 20);
        var used = 0;
        foreach (var features in occurrences)
            foreach (var feature in features)
            {
                if (used * 2 > counts._keys.Length) counts = counts.Grown();
                var slot = counts.Slot(feature);
                if (counts._keys[slot] == 0)
                {
                    counts._keys[slot] = feature;
                    used++;
                }
                counts._values[slot]++;
            }

        var kept = Enumerable.Range(0, counts._keys.Length).Where(i => counts._values[i] >= minCount)
            .OrderByDescending(i => counts._values[i]).ThenBy(i => counts._keys[i]).ToArray();
        var index = new FeatureIndex((int)BitOperations.RoundUpToPowerOf2((uint)kept.Length * 2 + 2))
        {
            Features = [.. kept.Select(i => counts._keys[i])],
            Counts = [.. kept.Select(i => counts._values[i])],
        };
        for (var number = 0; number < kept.Length; number++)
        {
            var slot = index.Slot(index.Features[number]);
            index._keys[slot] = index.Features[number];
            index._values[slot] = number;
        }
        return index;
    }

    /// <summary>The number of a feature; −1 for one that is too rare.</summary>
    public int Find(ulong feature)
    {
        var slot = Slot(feature);
        return _keys[slot] == 0 ? -1 : _values[slot];
    }

    /// <summary>A stretch with the features that have numbers.</summary>
    public TrainingSequence Number(ExampleReader.Stretch stretch)
    {
        var features = new List<int>(stretch.Features.Length);
        var starts = new int[stretch.Starts.Length];
        for (var i = 0; i + 1 < starts.Length; i++)
        {
            for (var j = stretch.Starts[i]; j < stretch.Starts[i + 1]; j++)
                if (Find(stretch.Features[j]) is >= 0 and var number) features.Add(number);
            starts[i + 1] = features.Count;
        }
        return new([.. features], starts, stretch.Allowed);
    }

    // A feature whose key is 0 would be lost; among 2^64 keys that is nobody's loss.
    private int Slot(ulong feature)
    {
        var slot = (int)(feature >> 20) & _mask;
        while (_keys[slot] != 0 && _keys[slot] != feature) slot = (slot + 1) & _mask;
        return slot;
    }

    private FeatureIndex Grown()
    {
        var grown = new FeatureIndex(_keys.Length * 2);
        for (var i = 0; i < _keys.Length; i++)
        {
            if (_keys[i] == 0) continue;
            var slot = grown.Slot(_keys[i]);
            grown._keys[slot] = _keys[i];
            grown._values[slot] = _values[i];
        }
        return grown;
    }
}
