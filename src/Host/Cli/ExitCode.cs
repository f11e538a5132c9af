namespace EventAgents.Host.Cli;

/// <summary>What a verb says to the shell.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Understood, and the answer is no: a check failed, a server could not start.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A setting is wrong (<c>EX_CONFIG</c> of sysexits.h).</summary>
    public const int Settings = 78;

    /// <summary>Ctrl-C or SIGTERM came before there was an answer (128 + SIGINT, as shells have it).</summary>
    public const int Interrupted = 130;
}
