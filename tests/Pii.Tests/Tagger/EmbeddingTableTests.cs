using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Tests.Tagger;

public class EmbeddingTableTests
{
    private static readonly (ulong, sbyte[])[] Rows = [.. Enumerable.Range(1, 700).Select(i => (FeatureHash.Feature(1, (ulong)i), Embedding(i)))];

    [Fact]
    public void Every_row_that_found_room_gives_its_numbers()
    {
        var table = EmbeddingTable.FromBytes(EmbeddingTable.Build(Rows, capacity: 1_024, out var kept).Bytes);

        Assert.True(kept > 600);
        Assert.Equal(kept, Rows.Count(row => Numbers(table, row.Item1).SequenceEqual(row.Item2.Select(b => (short)b))));
    }

    [Fact]
    public void A_feature_without_a_row_adds_nothing()
    {
        var table = EmbeddingTable.Build(Rows, capacity: 1_024, out _);

        var strangers = Enumerable.Range(0, 1_000).Count(i => Numbers(table, FeatureHash.Feature(2, (ulong)i)).Any(n => n != 0));

        Assert.InRange(strangers, 0, 3);  // the check takes one for another once in some 8,000 look-ups
    }

    [Fact]
    public void A_table_that_was_cut_off_is_refused() =>
        Assert.Throws<InvalidDataException>(() => EmbeddingTable.FromBytes(EmbeddingTable.Build(Rows, capacity: 1_024, out _).Bytes[..^16]));

    private static short[] Numbers(EmbeddingTable table, ulong feature)
    {
        var sum = default(Hidden);
        table.AddTo(ref sum, feature);
        return [.. Enumerable.Range(0, EmbeddingTable.Size).Select(i => i < 16 ? sum.Low[i] : sum.High[i - 16])];
    }

    private static sbyte[] Embedding(int seed) => [.. Enumerable.Range(1, EmbeddingTable.Size).Select(t => (sbyte)(((seed * t) % 255) - 127))];
}
