using System.CommandLine;
using Npgsql;

namespace EventAgents.Host.Cli;

/// <summary>Work that Ctrl-C or SIGTERM ends in good order.</summary>
internal static class UntilInterrupted
{
    /// <summary>Runs it to its end, or until a signal comes.</summary>
    /// <param name="console">Told that it was interrupted.</param>
    /// <param name="work">Gives its exit code.</param>
    /// <param name="exitCode">The code after a signal: <see cref="ExitCode.Done"/> for what never ends by itself.</param>
    public static async Task<int> RunAsync(InvocationConfiguration console, Func<CancellationToken, Task<int>> work, int exitCode = ExitCode.Interrupted)
    {
        using var interruption = new Interruption();
        try
        {
            return await work(interruption.Token);
        }
        catch (Exception stopped) when (interruption.Token.IsCancellationRequested && IsCancellation(stopped))
        {
            if (exitCode != ExitCode.Done) await console.Error.WriteLineAsync("Interrupted.");
            return exitCode;
        }
    }

    private static bool IsCancellation(Exception stopped) =>
        stopped is OperationCanceledException || (stopped is NpgsqlException or IOException or HttpRequestException && stopped.InnerException is OperationCanceledException);
}
