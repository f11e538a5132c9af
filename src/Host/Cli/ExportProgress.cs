using System.Buffers.Text;

namespace EventAgents.Host.Cli;

/// <summary>Tells from the lines of an export how far it is: each names its position, and the log's last one is known.</summary>
/// <param name="progress">Told the share.</param>
/// <param name="newest">The last position of the log when the export began.</param>
internal sealed class ExportProgress(IProgress<double> progress, long newest)
{
    private long? _first;

    /// <summary>Looks at the first whole line that begins in a piece of the file.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        if (PositionIn(piece[(piece.IndexOf((byte)'\n') + 1)..]) is not { } position) return;
        _first ??= position;
        progress.Report((double)(position - _first.Value) / Math.Max(1, newest - _first.Value));
    }

    /// <summary>The position in front of a line of CSV, or in the first members of one of JSON.</summary>
    private static long? PositionIn(ReadOnlySpan<byte> line)
    {
        foreach (var name in new[] { "{\"position\":", "\"id\":\"" })
        {
            if (line.IndexOf(System.Text.Encoding.ASCII.GetBytes(name)) is var at and >= 0 and < 40) return Number(line[(at + name.Length)..]);
        }

        return Number(line);
    }

    private static long? Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long number, out _) ? number : null;
}
