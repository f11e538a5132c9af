using System.Runtime.Intrinsics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Tests.Tagger;

public class DecoderTests
{
    [Fact]
    public void The_best_path_is_the_one_that_trying_all_paths_finds()
    {
        var random = new Random(1);
        for (var round = 0; round < 40; round++)
        {
            var scores = Enumerable.Range(0, 3).Select(_ => Row(random, 2_000, isAllowed: _ => true)).ToArray();
            var steps = Enumerable.Range(0, Tags.Count).Select(from => Row(random, 127, to => Tags.MayFollow(from, to))).ToArray();
            var tags = new byte[3];

            Decoder.Decode(scores, steps, tags);

            Assert.Equal(BestOfAll(scores, steps), Sum(scores, steps, tags[0], tags[1], tags[2]));
        }
    }

    [Fact]
    public void No_further_word_comes_before_a_first_one_whatever_the_scores()
    {
        var random = new Random(2);
        var steps = Enumerable.Range(0, Tags.Count).Select(from => Row(random, 127, to => Tags.MayFollow(from, to))).ToArray();
        var scores = Enumerable.Range(0, 500).Select(_ => Row(random, short.MaxValue, isAllowed: _ => true)).ToArray();
        var tags = new byte[scores.Length];

        Decoder.Decode(scores, steps, tags);

        for (var i = 0; i < tags.Length; i++) Assert.True(Tags.MayFollow(i == 0 ? Tags.Outside : tags[i - 1], tags[i]));
    }

    private static Vector256<short> Row(Random random, int range, Func<int, bool> isAllowed) => Vector256.Create<short>(
        [.. Enumerable.Range(0, Tags.Width).Select(tag => isAllowed(tag) ? (short)random.Next(-range, range) : Decoder.Forbidden)]);

    private static int BestOfAll(Vector256<short>[] scores, Vector256<short>[] steps)
    {
        var best = int.MinValue;
        for (var a = 0; a < Tags.Count; a++)
            for (var b = 0; b < Tags.Count; b++)
                for (var c = 0; c < Tags.Count; c++) best = Math.Max(best, Sum(scores, steps, a, b, c));
        return best;
    }

    private static int Sum(Vector256<short>[] scores, Vector256<short>[] steps, int a, int b, int c) =>
        steps[Tags.Outside][a] + scores[0][a] + steps[a][b] + scores[1][b] + steps[b][c] + scores[2][c];
}
