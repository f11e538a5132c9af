using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Tests.Crash;

/// <summary>The built product in a process of its own, so that it can be killed as a machine would lose it.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output, _errors;

    private HostProcess(Process process, Uri address, Uri guardAddress, Task<string> output, Task<string> errors) =>
        (_process, Address, GuardAddress, _output, _errors) = (process, address, guardAddress, output, errors);

    public Uri Address { get; }

    public Uri GuardAddress { get; }

    /// <summary>Starts on a database that somebody else runs, and waits for the ready line.</summary>
    public static async Task<HostProcess> StartAsync(string connectionString, CancellationToken cancellation, params (string Key, string Value)[] settings)
    {
        var start = Cli.Program.StartInfo(
            ["serve"],
            [
                ("ConnectionStrings__EventStore", connectionString), (ProcessOptions.ApiPortKey, "0"), (ProcessOptions.GuardPortKey, "0"),
                ("DOTNET_ENVIRONMENT", "Development"), ("Api__RequestsPerMinute", "0"), ("Logging__LogLevel__Default", "Error"), .. settings,
            ]);
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);  // a full pipe would stop it
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (ReadyLine().Match(line) is not { Success: true } ready) continue;
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new HostProcess(process, new Uri(ready.Groups["address"].Value), new Uri(ready.Groups["guard"].Value), output, errors);
        }

        throw new InvalidOperationException($"The host did not start: {await errors}");
    }

    /// <summary>With what it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it holds in memory now, bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>SIGKILL: no handler runs, no connection is closed politely.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it has gone by itself.</summary>
    /// <returns>How, and everything that it wrote to its outputs since it was ready.</returns>
    public async Task<(int ExitCode, string Output)> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return (_process.ExitCode, await _output + await _errors);
    }

    /// <summary>SIGTERM, after which what waits is still written.</summary>
    /// <returns>Everything that was written to standard error.</returns>
    public async Task<string> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return await _errors;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    [GeneratedRegex("is ready .*API (?<address>http://[^ ]+) and guard (?<guard>http://[^ ]+)", RegexOptions.CultureInvariant)]
    private static partial Regex ReadyLine();
}
