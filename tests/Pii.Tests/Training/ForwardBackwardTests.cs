using EventAgents.Pii.Tagger;
using EventAgents.Pii.Training;

namespace EventAgents.Pii.Tests.Training;

public class ForwardBackwardTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Marginals_are_what_summing_over_all_paths_gives(bool isConstrained)
    {
        var random = new Random(3);
        var scores = Enumerable.Range(0, 3 * Tags.Width).Select(_ => (float)(random.NextDouble() * 4) - 2).ToArray();
        var steps = Enumerable.Range(0, Tags.Count * Tags.Width).Select(_ => (float)(random.NextDouble() * 4) - 2).ToArray();
        ushort[] allowed = isConstrained ? [0b11, 0b111, 0b1010101010101] : [];
        var model = new ForwardBackward();

        Assert.True(model.Run(scores, steps, allowed, 3));

        var expected = new double[3 * Tags.Width];
        var sum = 0.0;
        for (var a = 0; a < Tags.Count; a++)
            for (var b = 0; b < Tags.Count; b++)
                for (var c = 0; c < Tags.Count; c++)
                {
                    if (!Tags.MayFollow(Tags.Outside, a) || !Tags.MayFollow(a, b) || !Tags.MayFollow(b, c)) continue;
                    if (isConstrained && (((allowed[0] >> a) & (allowed[1] >> b) & (allowed[2] >> c)) & 1) == 0) continue;
                    var weight = Math.Exp(steps[a] + scores[a] + steps[(a * Tags.Width) + b] + scores[Tags.Width + b] + steps[(b * Tags.Width) + c] + scores[(2 * Tags.Width) + c]);
                    sum += weight;
                    expected[a] += weight;
                    expected[Tags.Width + b] += weight;
                    expected[(2 * Tags.Width) + c] += weight;
                }
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i] / sum, model.Marginals[i], tolerance: 1e-5);
        Assert.Equal(3, model.Pairs.Sum() + 1, tolerance: 1e-4);  // two pairs of three words
    }

    [Fact]
    public void Labels_that_allow_no_path_are_told() =>
        Assert.False(new ForwardBackward().Run(new float[2 * Tags.Width], new float[Tags.Count * Tags.Width], [0b1, 0b100], 2));
}
