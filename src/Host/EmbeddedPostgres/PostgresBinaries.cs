using System.Globalization;
using System.Text.RegularExpressions;

namespace EventAgents.Host.EmbeddedPostgres;

/// <summary>A folder that holds PostgreSQL's server programs.</summary>
/// <param name="Folder">Where <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c> really are, links resolved.</param>
/// <param name="MajorVersion">As <c>postgres --version</c> says: 15, 16, …</param>
internal sealed partial record PostgresBinaries(string Folder, int MajorVersion)
{
    /// <summary>The oldest version that the schema is tried with.</summary>
    public const int OldestMajorVersion = 15;

    private static readonly string[] Programs = ["postgres", "initdb", "pg_ctl"];

    public string PathOf(string program) => Path.Combine(Folder, program);

    /// <summary>
    /// Looks on PATH, then in the usual folders, then among what was downloaded before. Nothing is downloaded here.
    /// </summary>
    /// <param name="downloads">The folder of <see cref="PostgresDownload"/>.</param>
    /// <param name="wantedMajorVersion">Version of an existing cluster; binaries of that version win over the order above.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>The binaries to use, or null when the machine has none that are new enough.</returns>
    public static async Task<PostgresBinaries?> FindAsync(string downloads, int? wantedMajorVersion, CancellationToken cancellation)
    {
        PostgresBinaries? first = null;
        foreach (var folder in CandidateFolders(downloads).Distinct())
        {
            if (await InAsync(folder, cancellation) is not { } found) continue;
            if (wantedMajorVersion is null || found.MajorVersion == wantedMajorVersion) return found;
            first ??= found;
        }
        return first;
    }

    /// <summary>The binaries in one folder, or null when a program is missing, does not run or is too old.</summary>
    public static async Task<PostgresBinaries?> InAsync(string folder, CancellationToken cancellation)
    {
        if (!Programs.All(program => File.Exists(Path.Combine(folder, program)))) return null;
        var version = await ChildProcess.RunAsync(Path.Combine(folder, "postgres"), ["--version"], environment: null, cancellation);
        var match = MajorVersionPattern().Match(version.Output);
        if (!version.Succeeded || !match.Success) return null;
        var major = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return major >= OldestMajorVersion ? new PostgresBinaries(folder, major) : null;
    }

    private static IEnumerable<string> CandidateFolders(string downloads)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var onPath = path.Select(folder => RealFolderOf(Path.Combine(folder, "postgres"))).OfType<string>();
        string[] usual = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr/pgsql-18", "/usr/pgsql-17", "/usr/pgsql-16", "/usr/pgsql-15"];
        return onPath.Concat(usual.SelectMany(BinFolders)).Append(PostgresDownload.BinFolder(downloads));
    }

    /// <summary>PATH often holds links; the server finds its libraries from the place of the real program.</summary>
    private static string? RealFolderOf(string program) =>
        File.Exists(program) ? Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(program)) : null;

    private static IEnumerable<string> BinFolders(string parent)
    {
        if (!Directory.Exists(parent)) return [];
        var versions = Directory.GetDirectories(parent).OrderByDescending(folder => folder, StringComparer.Ordinal);
        return versions.Select(version => Path.Combine(version, "bin")).Prepend(Path.Combine(parent, "bin"));
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d{1,3})")]
    private static partial Regex MajorVersionPattern();
}
