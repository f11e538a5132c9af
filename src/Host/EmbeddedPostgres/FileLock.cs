namespace EventAgents.Host.EmbeddedPostgres;

/// <summary>Locks between processes by an open file; the operating system releases them when a process dies.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Held by one process at a time; waits for it.</summary>
    /// <exception cref="EmbeddedPostgresException">Another process holds it for two minutes.</exception>
    public static async Task<FileStream> ExclusiveAsync(string path, CancellationToken cancellation)
    {
        for (var giveUp = Environment.TickCount64 + (long)Patience.TotalMilliseconds; ;)
        {
            if (TryExclusive(path) is { } held) return held;
            if (Environment.TickCount64 > giveUp) throw new EmbeddedPostgresException($"Another process holds '{path}'.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }

    /// <summary>Null when another process holds it, shared or not.</summary>
    public static FileStream? TryExclusive(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Held by any number of processes; keeps the exclusive one out.</summary>
    public static FileStream Shared(string path) => new(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
}
