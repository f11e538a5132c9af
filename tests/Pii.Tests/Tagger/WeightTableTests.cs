using System.Runtime.Intrinsics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Tests.Tagger;

public class WeightTableTests
{
    private static readonly (ulong, sbyte[])[] Rows = [.. Enumerable.Range(1, 700).Select(i => (FeatureHash.Feature(1, (ulong)i), Weights(i)))];

    [Fact]
    public void Every_row_that_found_room_gives_its_weights()
    {
        var table = WeightTable.FromBytes(WeightTable.Build(Rows, capacity: 1_024, out var kept).Bytes);

        Assert.True(kept > 600);
        Assert.Equal(kept, Rows.Count(row => Enumerable.Range(0, Tags.Count).All(t => table.Add(row.Item1, Vector256<short>.Zero)[t] == row.Item2[t])));
    }

    [Fact]
    public void A_feature_without_a_row_weighs_nothing()
    {
        var table = WeightTable.Build(Rows, capacity: 1_024, out _);

        var strangers = Enumerable.Range(0, 1_000).Count(i => table.Add(FeatureHash.Feature(2, (ulong)i), Vector256<short>.Zero) != Vector256<short>.Zero);

        Assert.InRange(strangers, 0, 2);  // the check takes one for another once in some 16,000 look-ups
    }

    [Fact]
    public void A_table_that_was_cut_off_is_refused() =>
        Assert.Throws<InvalidDataException>(() => WeightTable.FromBytes(WeightTable.Build(Rows, capacity: 1_024, out _).Bytes[..^16]));

    private static sbyte[] Weights(int seed) => [.. Enumerable.Range(1, Tags.Count).Select(t => (sbyte)(((seed * t) % 255) - 127))];
}
