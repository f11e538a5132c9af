namespace EventAgents.Host.EmbeddedPostgres;

/// <summary>
/// The operating system's account that runs the server's programs. PostgreSQL refuses to run as root, so root hands over
/// to an unprivileged account, which may not be allowed to walk down to the cluster's folder (a checkout below /root, say).
/// Root therefore opens the folder first and the server reaches it through that open descriptor.
/// </summary>
internal sealed class ServerAccount
{
    private const string PathOfDescriptor = "/proc/self/fd/9";
    private const string OpenThenHandOver =
        "cd \"$1\" && exec 9<. && cd / && owner=$2 && group=$3 && shift 3 && exec setpriv --reuid=\"$owner\" --regid=\"$group\" --clear-groups \"$@\"";

    private readonly string _folder;
    private readonly (string User, string Group)? _handOverTo;

    private ServerAccount(string folder, (string, string)? handOverTo) => (_folder, _handOverTo) = (folder, handOverTo);

    /// <summary>The cluster's folder as the server's programs must name it.</summary>
    public string FolderForServer => _handOverTo is null ? _folder : PathOfDescriptor;

    /// <summary>Decides who runs the cluster in <paramref name="folder"/> and gives the folder to that account.</summary>
    /// <param name="folder">Exists; for an existing cluster its owner goes on running it.</param>
    /// <param name="cancellation">Ends the look-ups.</param>
    public static async Task<ServerAccount> ForAsync(string folder, CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess) return new ServerAccount(folder, handOverTo: null);

        var owner = await ChildProcess.RunAsync("stat", ["--format=%u %g", folder], environment: null, cancellation);
        var ids = owner.Output.Split(' ');
        if (!owner.Succeeded || ids.Length != 2) throw new EmbeddedPostgresException($"The owner of '{folder}' cannot be read: {owner.Output}");
        if (ids[0] != "0") return new ServerAccount(folder, (ids[0], ids[1]));

        var user = await ExistsAsync("postgres", cancellation) ? "postgres" : "nobody";
        var group = await ChildProcess.RunAsync("id", ["--group", user], environment: null, cancellation);
        var given = await ChildProcess.RunAsync("chown", ["--recursive", $"{user}:{group.Output}", folder], environment: null, cancellation);
        if (!group.Succeeded || !given.Succeeded) throw new EmbeddedPostgresException($"'{folder}' cannot be given to '{user}': {group.Output} {given.Output}");
        return new ServerAccount(folder, (user, group.Output));
    }

    /// <summary>Runs one of the server's programs as that account.</summary>
    public Task<ChildProcess.Result> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null) =>
        _handOverTo is var (user, group)
            ? ChildProcess.RunAsync("/bin/sh", ["-c", OpenThenHandOver, "sh", _folder, user, group, program, .. arguments], environment, cancellation)
            : ChildProcess.RunAsync(program, arguments, environment, cancellation);

    private static async Task<bool> ExistsAsync(string user, CancellationToken cancellation) =>
        (await ChildProcess.RunAsync("id", ["--user", user], environment: null, cancellation)).Succeeded;
}
