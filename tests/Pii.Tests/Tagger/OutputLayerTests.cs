using System.Runtime.Intrinsics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Tests.Tagger;

public class OutputLayerTests
{
    [Fact]
    public void Scores_are_the_sums_of_what_is_above_zero()
    {
        var random = new Random(4);
        float[] weights = [.. Enumerable.Range(0, OutputLayer.Length).Select(_ => (float)random.Next(-4, 5))];
        short[] hidden = [.. Enumerable.Range(0, 32).Select(_ => (short)random.Next(-50, 51))];

        var scores = new OutputLayer(weights).Score(new(Vector256.Create<short>(hidden), Vector256.Create<short>(hidden.AsSpan(16))));

        for (var t = 0; t < Tags.Width; t++)
        {
            var expected = weights[(EmbeddingTable.Size * Tags.Width) + t];
            for (var h = 0; h < EmbeddingTable.Size; h++) expected += Math.Max((short)0, hidden[h]) * weights[(h * Tags.Width) + t];
            Assert.Equal(expected, scores[t]);
        }
    }

    [Fact]
    public void Scores_out_of_range_stop_at_its_ends()
    {
        var weights = new float[OutputLayer.Length];
        weights[0] = 1e6f;
        weights[1] = -1e6f;

        var scores = new OutputLayer(weights).Score(new(Vector256<short>.One, Vector256<short>.One));

        Assert.Equal((short.MaxValue, short.MinValue), (scores[0], scores[1]));
    }
}
