using System.Numerics;
using System.Runtime.Intrinsics;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>How probable each tag, and each pair of tags in a row, is under scores and transitions; over all paths or over those that labels allow.</summary>
internal sealed class ForwardBackward
{
    private readonly float[] _steps = new float[Tags.Count * Tags.Width], _stepsBack = new float[Tags.Count * Tags.Width];
    private float[] _words = [], _forward = [], _sums = [];

    /// <summary>After <see cref="Run"/>: probability by word and tag, 16 numbers a word.</summary>
    public float[] Marginals { get; private set; } = [];

    /// <summary>After <see cref="Run"/>: expected number of each pair of tags, 16 numbers per earlier tag.</summary>
    public float[] Pairs { get; } = new float[Tags.Count * Tags.Width];

    /// <summary>Computes marginals and pairs.</summary>
    /// <param name="scores">16 numbers a word.</param>
    /// <param name="transitions">16 numbers per earlier tag.</param>
    /// <param name="allowed">Tags allowed per word, a bit each; empty for all.</param>
    /// <param name="length">How many words.</param>
    /// <returns>False where the labels allow no path at all.</returns>
    public bool Run(float[] scores, float[] transitions, ReadOnlySpan<ushort> allowed, int length)
    {
        Reserve(length);
        ReadSteps(transitions);
        ReadWords(scores, allowed, length);
        return Forward(length) && Backward(length);
    }

    private void Reserve(int length)
    {
        Array.Clear(Pairs);
        if (_words.Length >= length * Tags.Width) return;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(length * Tags.Width));
        _words = new float[size];
        _forward = new float[size];
        Marginals = new float[size];
        _sums = new float[size / Tags.Width];
    }

    // step(s, t) = e^transition(s, t), 0 where t may not follow s
    private void ReadSteps(float[] transitions)
    {
        for (var s = 0; s < Tags.Count; s++)
            for (var t = 0; t < Tags.Count; t++)
            {
                var step = Tags.MayFollow(s, t) ? DeterministicMath.Exp(transitions[(s * Tags.Width) + t]) : 0;
                _steps[(s * Tags.Width) + t] = step;
                _stepsBack[(t * Tags.Width) + s] = step;
            }
    }

    // word(i, t) = e^(score(i, t) − the word's highest score), 0 where the labels forbid t
    private void ReadWords(float[] scores, ReadOnlySpan<ushort> allowed, int length)
    {
        for (var i = 0; i < length; i++)
        {
            var row = scores.AsSpan(i * Tags.Width, Tags.Count);
            var highest = float.NegativeInfinity;
            for (var t = 0; t < Tags.Count; t++)
                if (row[t] > highest && (allowed.IsEmpty || (allowed[i] & (1 << t)) != 0)) highest = row[t];
            var words = _words.AsSpan(i * Tags.Width, Tags.Width);
            words.Clear();
            for (var t = 0; t < Tags.Count; t++)
                if (allowed.IsEmpty || (allowed[i] & (1 << t)) != 0) words[t] = DeterministicMath.Exp(row[t] - highest);
        }
    }

    // forward(i, t) = word(i, t) · Σ over s of forward(i − 1, s) · step(s, t), scaled to sum to 1; before the first word stands O
    private bool Forward(int length)
    {
        var steps = LinearScorer.Rows(_steps);
        var words = LinearScorer.Rows(_words);
        var forward = LinearScorer.Rows(_forward);
        for (var i = 0; i < length; i++)
        {
            var (low, high) = i == 0 ? (steps[0], steps[1]) : (Vector256<float>.Zero, Vector256<float>.Zero);
            for (var s = 0; i > 0 && s < Tags.Count; s++)
            {
                var from = Vector256.Create(_forward[((i - 1) * Tags.Width) + s]);
                low += from * steps[s * 2];
                high += from * steps[(s * 2) + 1];
            }
            low *= words[i * 2];
            high *= words[(i * 2) + 1];
            forward[i * 2] = low;
            forward[(i * 2) + 1] = high;
            var sum = Sum(_forward.AsSpan(i * Tags.Width, Tags.Count));
            if (!(sum > 0)) return false;
            _sums[i] = sum;
            forward[i * 2] = low / Vector256.Create(sum);
            forward[(i * 2) + 1] = high / Vector256.Create(sum);
        }
        return true;
    }

    // back(i − 1, s) = Σ over t of step(s, t) · word(i, t) · back(i, t), with the scale of forward; marginal = forward · back
    private bool Backward(int length)
    {
        var steps = LinearScorer.Rows(_steps);
        var stepsBack = LinearScorer.Rows(_stepsBack);
        var words = LinearScorer.Rows(_words);
        var forward = LinearScorer.Rows(_forward);
        var marginals = LinearScorer.Rows(Marginals);
        var pairs = LinearScorer.Rows(Pairs);
        Span<float> ahead = stackalloc float[Tags.Width];
        var (low, high) = (Vector256<float>.One, Vector256<float>.One);
        for (var i = length - 1; i >= 0; i--)
        {
            marginals[i * 2] = forward[i * 2] * low;
            marginals[(i * 2) + 1] = forward[(i * 2) + 1] * high;
            if (i == 0) break;

            var scale = Vector256.Create(1 / _sums[i]);
            low *= words[i * 2] * scale;
            high *= words[(i * 2) + 1] * scale;
            for (var s = 0; s < Tags.Count; s++)
            {
                var from = Vector256.Create(_forward[((i - 1) * Tags.Width) + s]);
                pairs[s * 2] += from * steps[s * 2] * low;
                pairs[(s * 2) + 1] += from * steps[(s * 2) + 1] * high;
            }
            low.CopyTo(ahead);
            high.CopyTo(ahead[8..]);
            (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (var t = 0; t < Tags.Count; t++)
            {
                low += Vector256.Create(ahead[t]) * stepsBack[t * 2];
                high += Vector256.Create(ahead[t]) * stepsBack[(t * 2) + 1];
            }
        }
        return true;
    }

    private static float Sum(ReadOnlySpan<float> numbers)
    {
        var sum = 0f;
        foreach (var number in numbers) sum += number;
        return sum;
    }
}
