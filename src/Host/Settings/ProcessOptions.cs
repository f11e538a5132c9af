using System.Globalization;

namespace EventAgents.Host.Settings;

/// <summary>What a process is told by its environment: where it listens, where its data is, and which parts it runs.</summary>
/// <param name="ApiPort">API and console; 0 takes any free port. Default: 8080.</param>
/// <param name="GuardPort">The guard; 0 takes any free port. Default: 8090.</param>
/// <param name="BindAddress">Address of the interface to listen on. Default: 127.0.0.1, this machine alone.</param>
/// <param name="DataFolder">Folder of the embedded cluster and other files. Default: <c>.data</c>.</param>
/// <param name="Roles">Which parts this process runs. Default: all.</param>
/// <param name="OperatorKey">With what the installation's operator comes in. Default: null, which outside of Production means a key that is made once and kept in a file.</param>
internal sealed record ProcessOptions(int ApiPort, int GuardPort, string BindAddress, string DataFolder, ProcessRoles Roles, string? OperatorKey)
{
    public const string ApiPortKey = "EVENTAGENTS_API_PORT";
    public const string GuardPortKey = "EVENTAGENTS_GUARD_PORT";
    public const string BindAddressKey = "EVENTAGENTS_BIND";
    public const string DataFolderKey = "EVENTAGENTS_DATA";
    public const string RolesKey = "EVENTAGENTS_ROLES";
    public const string OperatorKeyKey = "EVENTAGENTS_OPERATOR_KEY";
    private const int MinOperatorKeyLength = 32;  // characters

    /// <summary>Reads and checks all of them.</summary>
    /// <exception cref="SettingsException">Names every wrong one.</exception>
    public static ProcessOptions From(IConfiguration configuration)
    {
        var problems = new List<string>();
        var options = new ProcessOptions(
            Port(configuration, ApiPortKey, 8080, problems),
            Port(configuration, GuardPortKey, 8090, problems),
            Address(configuration, problems),
            Path.GetFullPath(configuration[DataFolderKey] is { Length: > 0 } folder ? folder : ".data"),
            ParseRoles(configuration, problems),
            Operator(configuration, problems));
        if (options.ApiPort == options.GuardPort && options.ApiPort != 0) problems.Add($"{GuardPortKey} = '{options.GuardPort}': must differ from {ApiPortKey}.");
        return problems.Count == 0 ? options : throw new SettingsException(problems);
    }

    private static int Port(IConfiguration configuration, string key, int otherwise, List<string> problems)
    {
        var text = configuration[key];
        if (string.IsNullOrEmpty(text)) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535) return port;
        problems.Add($"{key} = '{text}': must be a port, 1 to 65535, or 0 for any free one.");
        return otherwise;
    }

    private static string Address(IConfiguration configuration, List<string> problems)
    {
        var text = configuration[BindAddressKey] is { Length: > 0 } address ? address : "127.0.0.1";
        if (!System.Net.IPAddress.TryParse(text, out _)) problems.Add($"{BindAddressKey} = '{text}': must be an IP address.");
        return text;
    }

    private static string? Operator(IConfiguration configuration, List<string> problems)
    {
        if (configuration[OperatorKeyKey] is not { Length: > 0 } key) return null;
        if (key.Length >= MinOperatorKeyLength && key.All(c => c is > ' ' and <= '~')) return key;
        problems.Add($"{OperatorKeyKey} = '{SecretNames.Mask(OperatorKeyKey, key)}': must have {MinOperatorKeyLength} visible ASCII characters or more (openssl rand -hex 32).");
        return null;
    }

    private static ProcessRoles ParseRoles(IConfiguration configuration, List<string> problems)
    {
        var text = configuration[RolesKey];
        if (string.IsNullOrEmpty(text)) return ProcessRoles.All;
        var roles = ProcessRoles.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Enum.TryParse<ProcessRoles>(name, ignoreCase: true, out var role) && !int.TryParse(name, out _)) roles |= role;
            else problems.Add($"{RolesKey} = '{text}': '{name}' is none of api, guard, worker, projections.");
        }
        return roles;
    }
}

/// <summary>Parts of the product that a process may run; one process runs all of them unless it is told otherwise.</summary>
[Flags]
internal enum ProcessRoles
{
    None = 0,

    /// <summary>The HTTP API and the console.</summary>
    Api = 1,

    /// <summary>The proxy in front of the providers.</summary>
    Guard = 2,

    /// <summary>Sweepers: expiry, lost leases, retention.</summary>
    Worker = 4,

    /// <summary>Asynchronous projections.</summary>
    Projections = 8,

    All = Api | Guard | Worker | Projections,
}
