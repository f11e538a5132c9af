using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Cli;
using EventAgents.Host.Endpoints.Audit;
using EventAgents.Host.Seals;
using EventAgents.Host.Settings;
using Npgsql;

namespace EventAgents.Host.Tests.Audit;

/// <summary>The seals of a running product: made by its worker, handed out over HTTP, verified from files and from the command line.</summary>
public sealed class SealTests(HostFixture host) : IClassFixture<HostFixture>, IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventagents-seals-");

    private HttpClient Reviewer => host.Ours.ClientOf(Role.Reviewer);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_worker_seals_and_a_reviewer_verifies_with_what_the_api_tells()
    {
        await SealAsync();
        var seals = new List<JsonElement>();
        for (string? cursor = null; ;)
        {
            var page = await (await Reviewer.GetAsync($"/api/v1/audit/seals?limit=1{(cursor is null ? "" : $"&cursor={cursor}")}", _cancellation)).ReadAsync();
            seals.AddRange(page.GetProperty("items").EnumerateArray());
            if ((cursor = page.GetProperty("nextCursor").GetString()) is null) break;
        }
        var key = (await (await Reviewer.GetAsync("/api/v1/audit/seals/keys", _cancellation)).ReadAsync()).GetProperty("keys")[0];
        using var verifying = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
        });

        Assert.Equal(Enumerable.Range(1, seals.Count).Reverse(), seals.Select(seal => seal.GetProperty("number").GetInt32()));
        foreach (var (seal, before) in seals.Zip([.. seals.Skip(1).Select(seal => seal.GetProperty("hash").GetString()!), new string('0', 64)]))
        {
            var parts = seal.GetProperty("jws").GetString()!.Split('.');
            Assert.True(verifying.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
            Assert.Equal(key.GetProperty("kid").GetString(), seal.GetProperty("keyId").GetString());
            Assert.Equal(before, JsonElement.Parse(Base64Url.DecodeFromChars(parts[1])).GetProperty("previous").GetString());
        }
        await (await Reviewer.GetAsync("/api/v1/audit/seals?cursor=AAAA", _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public void The_key_is_its_owners_alone() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(host.DataFolder, "development", "seals.pem")));

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    [InlineData("cloudevents")]
    public async Task An_export_is_checked_from_files_alone(string format)
    {
        var (export, manifest, key) = await TakeExportAsync(format);
        var run = await Cli.Program.RunAsync(["verify-export", export, manifest, "--key", key]);
        var rows = JsonElement.Parse(await File.ReadAllBytesAsync(manifest, _cancellation)).GetProperty("rows").GetInt64();
        Assert.Equal((ExitCode.Done, $"{rows} rows are as they were exported; {rows} of them come from sealed events, 0 are younger than the last seal in the manifest.\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task An_altered_export_manifest_or_key_is_noticed()
    {
        var (export, manifest, key) = await TakeExportAsync("jsonl");
        using var keys = new SealKeys(null, SealKeyFiles.Read("key", key));
        var whole = ExportManifest.Read(manifest);
        Assert.Null(ExportFile.Check(export, whole, keys).Fault);
        Assert.True(whole.Seals.Count > 2);

        Assert.Contains("Seal 2 does not follow seal", Fault(whole with { Seals = [whole.Seals[1], whole.Seals[1], .. whole.Seals.Skip(2)] }), StringComparison.Ordinal);
        Assert.Contains("does not follow", Fault(whole with { Seals = [whole.Seals[0], .. whole.Seals.Skip(2)] }), StringComparison.Ordinal);
        Assert.Contains("The 1. seal", Fault(whole with { Seals = [whole.Seals[0][..^4] + "AAAA", .. whole.Seals.Skip(1)] }), StringComparison.Ordinal);
        Assert.Contains("rows and not", Fault(whole with { Rows = 1 }), StringComparison.Ordinal);
        Assert.Contains("SHA-256", Fault(whole with { Sha256 = new string('0', 64) }), StringComparison.Ordinal);
        using var other = new SealKeys(null, ECDsa.Create(ECCurve.NamedCurves.nistP256));
        Assert.Contains("no trusted key", ExportFile.Check(export, whole, other).Fault, StringComparison.Ordinal);
        await File.AppendAllTextAsync(export, "\n", _cancellation);
        Assert.Contains("SHA-256", Fault(whole), StringComparison.Ordinal);

        string Fault(ExportManifest altered) => ExportFile.Check(export, altered, keys).Fault ?? "";
    }

    [Fact]
    public async Task The_command_line_verifies_the_log_and_names_what_was_done_to_it()
    {
        var own = new HostFixture();
        await own.InitializeAsync();
        await using var _ = own;
        await own.Service<SealSweeper>().StopAsync(_cancellation);  // the rest is sealed when a host stops
        (string, string)[] environment = [(ProcessOptions.DataFolderKey, own.DataFolder), ("ConnectionStrings__EventStore", own.ConnectionString)];
        var before = await Cli.Program.RunAsync(["verify-seals"], environment);
        Assert.Equal((ExitCode.Done, ""), (before.ExitCode, before.Errors.Replace("seals\n", "", StringComparison.Ordinal)));
        Assert.EndsWith("0 events are too new for a seal.\n", before.Output, StringComparison.Ordinal);

        await using var tamper = own.Service<NpgsqlDataSource>().CreateCommand("""
            alter table events.mt_events disable trigger user;
            update events.mt_events set user_name = 'eve' where seq_id = 2;
            alter table events.mt_events enable trigger user
            """);
        await tamper.ExecuteNonQueryAsync(_cancellation);
        var after = await Cli.Program.RunAsync(["verify-seals"], environment);
        Assert.Equal(ExitCode.Failed, after.ExitCode);
        Assert.Contains("The event at position 2 was altered", after.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_misses_a_seal_says_so_and_seals_no_further()
    {
        var own = new HostFixture();
        await own.InitializeAsync();
        await using var _ = own;
        await own.Service<SealSweeper>().SweepAsync(_cancellation);
        Assert.Equal("ok", await SealHealthAsync(own));
        await using (var tamper = own.Service<NpgsqlDataSource>().CreateCommand("alter table ops.seals disable trigger user; delete from ops.seals"))
        {
            await tamper.ExecuteNonQueryAsync(_cancellation);
        }
        own.Clock.Advance(TimeSpan.FromMinutes(2));
        // The host's own sweep may be at it, and then this one leaves it alone.
        while (own.Service<SealSweeper>().Fault is null) await own.Service<SealSweeper>().SweepAsync(_cancellation);
        Assert.Equal("unhealthy", await SealHealthAsync(own));
        Assert.Empty((await (await own.Ours.ClientOf(Role.Reviewer).GetAsync("/api/v1/audit/seals", _cancellation)).ReadAsync()).GetProperty("items").EnumerateArray());
    }

    private async Task<string?> SealHealthAsync(HostFixture of) =>
        JsonElement.Parse(await (await of.Anonymous.GetAsync("/api/v1/health", _cancellation)).Content.ReadAsStringAsync(_cancellation)).GetProperty("checks").GetProperty("seals").GetString();

    [Theory]
    [InlineData("Seals__KeyFile", "/no/such/file", "there is no such file")]
    [InlineData("Seals__TrustedKeyFiles__0", "/dev/null", "on the curve NIST P-256")]
    public async Task A_key_that_cannot_be_used_stops_the_start(string key, string value, string rule)
    {
        var run = await Cli.Program.RunAsync(["serve"], (key, value), ("ConnectionStrings__EventStore", host.ConnectionString), (ProcessOptions.ApiPortKey, "0"), (ProcessOptions.GuardPortKey, "0"));
        Assert.Equal(ExitCode.Settings, run.ExitCode);
        Assert.Contains(rule, run.Errors, StringComparison.Ordinal);
    }

    /// <summary>Several seals, the newest over everything.</summary>
    private async Task SealAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            await (await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "task", title = "To be sealed" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
            await SealAllAsync();
        }
    }

    /// <summary>The host's own sweep may be at it, and then this one is told to come again.</summary>
    private async Task SealAllAsync()
    {
        while (await host.Service<Sealer>().SealAsync(all: true, _cancellation) is null) await Task.Delay(10, _cancellation);
    }

    /// <summary>Three files: the export, its manifest once all is sealed, and the public key.</summary>
    private async Task<(string Export, string Manifest, string Key)> TakeExportAsync(string format)
    {
        await SealAsync();
        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
        var export = await Reviewer.GetAsync($"/api/v1/audit/export?format={format}", _cancellation);
        await SealAllAsync();
        var manifest = await Reviewer.GetAsync($"/api/v1/audit/exports/{export.Headers.GetValues(AuditEndpoints.ExportIdHeader).Single()}", _cancellation);
        var keys = await (await Reviewer.GetAsync("/api/v1/audit/seals/keys", _cancellation)).ReadAsync();

        var files = (Path.Combine(_folder.FullName, "audit"), Path.Combine(_folder.FullName, "manifest.json"), Path.Combine(_folder.FullName, "seals.pub"));
        await File.WriteAllBytesAsync(files.Item1, await export.Content.ReadAsByteArrayAsync(_cancellation), _cancellation);
        await File.WriteAllBytesAsync(files.Item2, await manifest.Content.ReadAsByteArrayAsync(_cancellation), _cancellation);
        await File.WriteAllTextAsync(files.Item3, keys.GetProperty("keys")[0].GetProperty("pem").GetString(), _cancellation);
        return files;
    }
}
