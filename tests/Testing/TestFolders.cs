using System.Diagnostics;
using System.Globalization;
using EventAgents.Host.EmbeddedPostgres;

namespace EventAgents.Testing;

/// <summary>Folders of test servers, named after the process that made them, so that those of a killed run can be told and removed.</summary>
internal static class TestFolders
{
    private const string Prefix = "eventagents-test-";

    private static readonly string Disk = Path.GetTempPath();

    /// <summary>Where the machine offers it: tests write much and keep nothing.</summary>
    private static readonly string Memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Disk;

    /// <param name="onDisk">Where flushing shall cost what it costs.</param>
    public static string New(bool onDisk) =>
        Directory.CreateDirectory(Path.Combine(onDisk ? Disk : Memory, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():n}")).FullName;

    public static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another test run removes the same abandoned folder.
        }
    }

    /// <summary>Stops the servers of test runs that were killed, and removes their folders.</summary>
    public static async Task RemoveAbandonedAsync(CancellationToken cancellation)
    {
        foreach (var folder in new[] { Disk, Memory }.Distinct().SelectMany(parent => Directory.GetDirectories(parent, Prefix + "*")).Where(IsAbandoned))
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
