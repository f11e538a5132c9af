using System.Diagnostics;

namespace EventAgents.Host.Cli;

/// <summary>Progress of one stage with the time that is left, judged by the time that the done share took.</summary>
internal sealed class TimedProgress(TextWriter output, string stage) : IProgress<double>
{
    private const double EnoughToJudge = 0.02;  // of the work
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ProgressLine _line = new(output, !Console.IsErrorRedirected);
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private TimeSpan? _shown;

    /// <summary>Shows the share that is done, ten times a second at most.</summary>
    public void Report(double value)
    {
        if (_since.Elapsed < _shown + Pause) return;
        _shown = _since.Elapsed;
        _line.Show(stage, Math.Min(value, 0.999), value > EnoughToJudge ? _since.Elapsed * ((1 - value) / value) : null);
    }

    /// <summary>The stage is over.</summary>
    public void End() => _line.Show(stage, 1, left: null);
}
