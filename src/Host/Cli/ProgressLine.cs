namespace EventAgents.Host.Cli;

/// <summary>Progress on one line of a terminal, rewritten in place; where standard error is a file, a line whenever a stage ends.</summary>
/// <param name="output">Standard error, so that results can be piped.</param>
/// <param name="isTerminal">Whether lines can be rewritten.</param>
internal sealed class ProgressLine(TextWriter output, bool isTerminal)
{
    private const int BarWidth = 24;  // characters

    /// <summary>Makes room for a line of another kind.</summary>
    public void Clear()
    {
        if (isTerminal) output.Write("\r\u001b[K");
    }

    /// <summary>Shows how far a stage is.</summary>
    /// <param name="stage">What is being done.</param>
    /// <param name="share">0 to 1.</param>
    /// <param name="left">Time left, where it is known.</param>
    public void Show(string stage, double share, TimeSpan? left)
    {
        if (!isTerminal)
        {
            if (share >= 1) output.WriteLine(stage);
            return;
        }
        var filled = (int)(Math.Clamp(share, 0, 1) * BarWidth);
        var time = left is { TotalSeconds: >= 1 } wait ? $" {wait:m\\:ss} left" : "";
        output.Write($"\r{stage} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {share,4:P0}{time}\u001b[K");
        if (share >= 1) output.WriteLine();
    }
}
