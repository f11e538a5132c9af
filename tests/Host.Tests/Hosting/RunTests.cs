using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace EventAgents.Host.Tests.Hosting;

/// <summary>What <c>./run</c> starts, as a process of its own with its own cluster, in a folder with a space in its name.</summary>
public sealed partial class RunTests : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly string _data = Directory.CreateTempSubdirectory("eventagents run ").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    public async Task It_prints_one_ready_line_serves_and_ends_with_0_on_a_signal(int signal)
    {
        Assert.SkipWhen(IsIgnored(signal), "The shell that started the tests has them ignore this signal, and a child inherits that.");
        using var run = Start();
        using var client = new HttpClient { BaseAddress = await ReadyAsync(run) };
        await (await client.GetAsync("/api/v1/health", _cancellation)).ReadAsync();
        await SignalAsync(run, signal);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", await run.StandardOutput.ReadToEndAsync(_cancellation));
        Assert.False(File.Exists(Path.Combine(_data, "development", "postgres", "postmaster.pid")));
    }

    [Fact]
    public async Task After_a_kill_it_starts_again_and_still_knows_everything()
    {
        var signUp = new { email = "ada@example.com", password = "correct horse battery", organisation = "Analytical Engines" };
        using (var run = Start())
        {
            using var client = new HttpClient { BaseAddress = await ReadyAsync(run) };
            await (await client.PostAsJsonAsync("/api/v1/user/signup", signUp, _cancellation)).ReadAsync(HttpStatusCode.Created);
            run.Kill();
            await run.WaitForExitAsync(_cancellation);
        }

        using var again = Start();
        using var browser = new HttpClient { BaseAddress = await ReadyAsync(again) };
        await (await browser.PostAsJsonAsync("/api/v1/user/login", new { signUp.email, signUp.password }, _cancellation)).ReadAsync();
        await SignalAsync(again, SigTerm);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_setting_that_changes_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var run = Start(("EVENTAGENTS_API_PORT", $"{port}"));
        var errors = await run.StandardError.ReadToEndAsync(_cancellation);
        await run.WaitForExitAsync(_cancellation);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"Port {port} (EVENTAGENTS_API_PORT) is taken by another program. Stop that program, or set EVENTAGENTS_API_PORT to a free port.", errors.Trim());
    }

    /// <summary>Whether this process ignores a signal, by the kernel's own word; a shell that runs something in the background asks for it.</summary>
    private static bool IsIgnored(int signal)
    {
        const string Mask = "SigIgn:";
        var mask = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Mask, StringComparison.Ordinal)) : null;
        return mask is not null && (Convert.ToUInt64(mask[Mask.Length..].Trim(), 16) >> (signal - 1) & 1) == 1;
    }

    private Process Start(params (string Name, string Value)[] further)
    {
        var start = Cli.Program.StartInfo(
            ["serve"], [("EVENTAGENTS_DATA", _data), ("EVENTAGENTS_API_PORT", "0"), ("EVENTAGENTS_GUARD_PORT", "0"), ("Logging__LogLevel__Default", "Error"), .. further]);
        return Process.Start(start)!;
    }

    private async Task<Uri> ReadyAsync(Process run)
    {
        var line = await run.StandardOutput.ReadLineAsync(_cancellation);
        Assert.True(line is not null, $"It did not start: {(line is null ? await run.StandardError.ReadToEndAsync(_cancellation) : "")}");
        return new Uri(ReadyLine().Match(line!).Groups["address"].Value);
    }

    private async Task SignalAsync(Process run, int signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{run.Id}"]);
        await run.WaitForExitAsync(_cancellation);
    }

    [GeneratedRegex("^EventAgents .* is ready .*API (?<address>http://[^ ]+)")]
    private static partial Regex ReadyLine();
}
