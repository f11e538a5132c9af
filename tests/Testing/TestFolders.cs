using System.Diagnostics;
using System.Globalization;
using EventAgents.Host.EmbeddedPostgres;

namespace EventAgents.Testing;

/// <summary>Folders of test servers, named after the process that made them, so that those of a killed run can be told and removed.</summary>
internal static class TestFolders
{
    private const string Prefix = "eventagents-test-";

    /// <summary>Memory where the machine offers it: tests write much and keep nothing.</summary>
    private static string Parent => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public static string New() =>
        Directory.CreateDirectory(Path.Combine(Parent, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():n}")).FullName;

    public static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stops the servers of test runs that were killed, and removes their folders.</summary>
    public static async Task RemoveAbandonedAsync(CancellationToken cancellation)
    {
        foreach (var folder in Directory.GetDirectories(Parent, Prefix + "*").Where(IsAbandoned))
        {
            var server = Path.Combine(folder, "postmaster.pid");
            if (File.Exists(server) && File.ReadLines(server).FirstOrDefault() is { } pid)
            {
                await ChildProcess.RunAsync("kill", ["-QUIT", pid], environment: null, cancellation);
            }
            Remove(folder);
        }
    }

    private static bool IsAbandoned(string folder)
    {
        var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
        return !Process.GetProcesses().Any(process => process.Id.ToString(CultureInfo.InvariantCulture) == owner);
    }
}
