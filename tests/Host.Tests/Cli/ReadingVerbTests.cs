using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Cli;

namespace EventAgents.Host.Tests.Cli;

/// <summary>The verbs that read over the API, in a process of their own.</summary>
public sealed class ReadingVerbTests(HostFixture host) : IClassFixture<HostFixture>, IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventagents-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Events_prints_what_the_filter_lets_through()
    {
        await SubmitAsync(3);
        var run = await RunAsync("events", "--type", "issue_submitted", "--json");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.True(lines.Count >= 3);
        Assert.All(lines, line => Assert.Equal("issue_submitted", line.GetProperty("type").GetString()));

        var behind = await RunAsync("events", "--type", "issue_submitted", "--after", lines[^2].GetProperty("position").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Matches(@"^ *\d+ \S+Z issue_submitted +\S+ +1 \S+\n$", behind.Output);
    }

    [Fact]
    public async Task Follow_goes_on_behind_the_last_event_when_the_host_is_started_again_and_ends_well_on_an_interrupt()
    {
        using var relay = new Relay(() => host.Address);
        var start = Program.StartInfo(["events", "--follow", "--after", "0", "--type", "issue_submitted", "--json"], Environment(relay.Address));
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(_cancellation);
        var seen = new List<Guid>();
        var submitted = new List<Guid>();
        for (var round = 0; round < 3; round++)
        {
            submitted.AddRange(await SubmitAsync(2));
            while (!submitted.All(seen.Contains)) seen.Add(JsonElement.Parse((await process.StandardOutput.ReadLineAsync(_cancellation))!).GetProperty("streamId").GetGuid());
            relay.Cut();
            submitted.AddRange(await SubmitAsync(1));  // nobody listens now
        }

        while (!submitted.All(seen.Contains)) seen.Add(JsonElement.Parse((await process.StandardOutput.ReadLineAsync(_cancellation))!).GetProperty("streamId").GetGuid());
        Assert.Equal(seen.Distinct(), seen);
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync(_cancellation);
        await process.WaitForExitAsync(_cancellation);
        Assert.Equal(ExitCode.Done, process.ExitCode);
        Assert.Contains("The connection is lost; going on behind position", await errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("cloudevents")]
    public async Task Export_writes_the_file_and_its_manifest(string format)
    {
        await SubmitAsync(1);
        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        var file = Path.Combine(_folder.FullName, "audit");
        var run = await RunAsync("export-audit", "--format", format, "--output", file, "--from", "2000-01-01T00:00:00Z");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var manifest = JsonElement.Parse(await File.ReadAllTextAsync($"{file}.manifest.json", _cancellation));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, _cancellation))), manifest.GetProperty("sha256").GetString());
        Assert.Equal(format, manifest.GetProperty("format").GetString());
        Assert.Equal(["audit", "audit.manifest.json"], _folder.GetFiles().Select(f => f.Name).Order());
    }

    [Fact]
    public async Task Refusals_are_messages_and_leave_no_file()
    {
        var file = Path.Combine(_folder.FullName, "audit");
        var forbidden = await Program.RunAsync(
            ["export-audit", "--output", file], (RunningHost.UrlKey, host.Address.ToString()), (RunningHost.ApiKeyKey, KeyOf(Role.Member)));
        Assert.Equal(ExitCode.Failed, forbidden.ExitCode);
        Assert.Contains("403", forbidden.Errors, StringComparison.Ordinal);
        var wrong = await RunAsync("export-audit", "--output", file, "--from", "yesterday");
        Assert.Equal(ExitCode.Failed, wrong.ExitCode);
        Assert.Contains("from: This must be an instant", wrong.Errors, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());

        var unknown = await Program.RunAsync(["events"], (RunningHost.UrlKey, host.Address.ToString()));
        Assert.Equal(ExitCode.Settings, unknown.ExitCode);
        var gone = await Program.RunAsync(["events"], (RunningHost.UrlKey, "http://127.0.0.1:1"), (RunningHost.ApiKeyKey, "x"));
        Assert.Equal(ExitCode.Failed, gone.ExitCode);
        Assert.Contains("does not answer", gone.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("events")]
    [InlineData("export-audit")]
    [InlineData("replay")]
    [InlineData("rebuild")]
    public async Task Every_verb_explains_itself(string verb)
    {
        var run = await Program.RunAsync([verb, "--help"]);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("--json", run.Output, StringComparison.Ordinal);
    }

    private string KeyOf(Role role) => host.Ours.ClientOf(role).DefaultRequestHeaders.Authorization!.Parameter!;

    private (string, string)[] Environment(Uri address) => [(RunningHost.UrlKey, address.ToString()), (RunningHost.ApiKeyKey, KeyOf(Role.Reviewer))];

    private Task<Program.Finished> RunAsync(params string[] arguments) => Program.RunAsync(arguments, Environment(host.Address));

    private async Task<List<Guid>> SubmitAsync(int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            var issue = await (await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = $"Issue {i}" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
            ids.Add(issue.GetProperty("id").GetGuid());
        }

        return ids;
    }
}
