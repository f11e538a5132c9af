using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EventAgents.Host.EmbeddedPostgres;

/// <summary>One data directory and the server that runs on it. Callers see to it that nobody else starts or stops it meanwhile.</summary>
internal sealed class PostgresCluster
{
    /// <summary>The superuser and owner of all databases that we make.</summary>
    public const string Superuser = "eventagents";

    private const int StartTries = 5;
    private readonly string _folder;
    private readonly PostgresBinaries _binaries;
    private readonly ServerAccount _account;

    private PostgresCluster(string folder, PostgresBinaries binaries, ServerAccount account) => (_folder, _binaries, _account) = (folder, binaries, account);

    private string PidFile => Path.Combine(_folder, "postmaster.pid");

    /// <summary>The major version that made the cluster in a folder, or null when there is none yet.</summary>
    public static int? MajorVersionOf(string folder)
    {
        var file = Path.Combine(folder, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Opens the cluster in a folder; an empty or missing folder becomes one, with this password.</summary>
    /// <exception cref="EmbeddedPostgresException">The cluster is of another major version, or cannot be made.</exception>
    public static async Task<PostgresCluster> OpenAsync(string folder, PostgresBinaries binaries, string password, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (MajorVersionOf(folder) is { } version && version != binaries.MajorVersion)
        {
            throw new EmbeddedPostgresException(
                $"The cluster in '{folder}' was made by PostgreSQL {version}, but the server found in '{binaries.Folder}' is PostgreSQL {binaries.MajorVersion}. "
                + $"Install PostgreSQL {version}, or move the data with pg_upgrade or pg_dump.");
        }
        var account = await ServerAccount.ForAsync(folder, cancellation);
        var cluster = new PostgresCluster(folder, binaries, account);
        if (MajorVersionOf(folder) is null) await cluster.InitialiseAsync(password, cancellation);
        return cluster;
    }

    /// <summary>The port of the server that runs on this folder, or null when none does. A file left by a crash is not believed.</summary>
    public int? RunningPort()
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PidFile);
        }
        catch (IOException)
        {
            return null;
        }
        // Lines: process id, data directory, start time, port, socket folder, address, shared memory, state.
        var isWhole = lines.Length >= 8 && lines[7].Trim() == "ready";
        return isWhole && IsPostgres(lines[0]) ? int.Parse(lines[3], CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Starts the server on a loopback port and waits until it takes connections.</summary>
    /// <param name="preferredPort">Used when it is free; 0 when any port will do.</param>
    /// <param name="settings">Server settings beside those that every cluster of ours has.</param>
    /// <param name="cancellation">Ends the wait; the server may then be running.</param>
    /// <returns>The port.</returns>
    public async Task<int> StartAsync(int preferredPort, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation)
    {
        RemoveStalePidFile();
        ChildProcess.Result started = new(0, "");
        for (var attempt = 1; attempt <= StartTries; attempt++)
        {
            var port = FreePort(attempt == 1 ? preferredPort : 0);
            var options = settings.Append(new("port", port.ToString(CultureInfo.InvariantCulture)))
                .Append(new("listen_addresses", "127.0.0.1")).Append(new("unix_socket_directories", ""));
            var words = string.Join(' ', options.Select(option => $"-c {option.Key}='{option.Value}'"));
            started = await _account.RunAsync(
                _binaries.PathOf("pg_ctl"),
                ["start", "--wait", "--timeout=60", "--silent", "-D", _account.FolderForServer, "-l", $"{_account.FolderForServer}/server.log", "-o", words],
                cancellation);
            if (started.Succeeded) return port;
            // Another program took the port meanwhile, or a killed server's last processes still hold the shared memory.
            await Task.Delay(TimeSpan.FromMilliseconds(300 * attempt), cancellation);
        }
        throw new EmbeddedPostgresException($"PostgreSQL did not start in '{_folder}': {started.Output} {LastLogLines()}");
    }

    /// <summary>Ends the server: open transactions are rolled back, then it writes a checkpoint.</summary>
    public Task StopAsync(CancellationToken cancellation) => StopAsync("fast", cancellation);

    /// <summary>Ends the server at once, as a power cut would; the next start recovers from the log.</summary>
    public Task StopImmediatelyAsync(CancellationToken cancellation) => StopAsync("immediate", cancellation);

    private async Task StopAsync(string mode, CancellationToken cancellation)
    {
        if (RunningPort() is null) return;
        var stopped = await _account.RunAsync(
            _binaries.PathOf("pg_ctl"), ["stop", "--wait", "--timeout=60", "--silent", "-m", mode, "-D", _account.FolderForServer], cancellation);
        if (!stopped.Succeeded && RunningPort() is not null) throw new EmbeddedPostgresException($"PostgreSQL did not stop in '{_folder}': {stopped.Output}");
    }

    private async Task InitialiseAsync(string password, CancellationToken cancellation)
    {
        // The password goes through a pipe that the server's account made: it may not open a file or pipe of root's.
        var made = await _account.RunAsync(
            "/bin/sh",
            ["-c", "printf '%s\\n' \"$EVENTAGENTS_NEW_PASSWORD\" | \"$0\" \"$@\" --pwfile=/dev/stdin", _binaries.PathOf("initdb"),
                "-D", _account.FolderForServer, $"--username={Superuser}", "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-instructions"],
            cancellation,
            new Dictionary<string, string> { ["EVENTAGENTS_NEW_PASSWORD"] = password });
        if (!made.Succeeded) throw new EmbeddedPostgresException($"No cluster could be made in '{_folder}': {made.Output}");
    }

    /// <summary>After a reboot another program may have the process id in the file, and PostgreSQL would wait for that one.</summary>
    private void RemoveStalePidFile()
    {
        if (File.Exists(PidFile) && File.ReadLines(PidFile).FirstOrDefault() is { } pid && !IsPostgres(pid)) File.Delete(PidFile);
    }

    private static bool IsPostgres(string processId)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(processId, CultureInfo.InvariantCulture));
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) && !process.HasExited && !IsZombie(process.Id);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    /// <summary>Ended, but still in the process table: containers often have no first process that clears it away.</summary>
    private static bool IsZombie(int processId)
    {
        var file = $"/proc/{processId}/stat";
        if (!File.Exists(file)) return false;
        var stat = File.ReadAllText(file);
        return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
    }

    private static int FreePort(int preferred)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, preferred));
        }
        catch (SocketException) when (preferred != 0)
        {
            return FreePort(preferred: 0);
        }
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private string LastLogLines()
    {
        var log = Path.Combine(_folder, "server.log");
        return File.Exists(log) ? string.Join(' ', File.ReadLines(log).TakeLast(5)) : "";
    }
}
