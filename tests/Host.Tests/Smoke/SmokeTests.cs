using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EventAgents.Host.Cli;
using EventAgents.Host.Settings;
using EventAgents.Host.Smoke;
using EventAgents.Host.Tests.Knowledge;

namespace EventAgents.Host.Tests.Smoke;

/// <summary>Each check fails when what it looks at is taken away, and it alone.</summary>
[Collection(Alone.Name)]
public class SmokeTests(StagingFixture staging) : IClassFixture<StagingFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_healthy_host_passes_all_twelve_in_two_seconds()
    {
        var report = await SmokeRun.RunAsync(staging.Target);
        // The first requests of a process compile its code; and whatever else this machine does only adds.
        for (var round = 0; round < 5 && report.Seconds >= 2; round++) report = await SmokeRun.RunAsync(staging.Target);
        Assert.Equal([], FailedOf(report));
        Assert.Equal(12, report.Checks.Count);
        Assert.InRange(report.Seconds, 0, 2);
    }

    [Fact]
    public async Task The_verb_ends_with_0_or_1_and_speaks_json()
    {
        (string, string)[] variables =
        [
            ("DOTNET_ENVIRONMENT", "Staging"), ("EVENTAGENTS_URL", $"{staging.Running.Api}"), ("EVENTAGENTS_GUARD_URL", $"{staging.Running.Guard}"),
            ("EVENTAGENTS_DATA", staging.Settings.Process.DataFolder), ("ConnectionStrings__EventStore", staging.Settings.ConnectionString!),
        ];
        var passed = await Cli.Program.RunAsync(["smoke", "--json"], variables);
        Assert.True(passed.ExitCode == ExitCode.Done, passed.Output + passed.Errors);
        Assert.Equal(12, JsonElement.Parse(passed.Output).GetProperty("checks").GetArrayLength());

        var failed = await Cli.Program.RunAsync(["smoke", "--url", "http://127.0.0.1:9"], variables);
        Assert.Equal(ExitCode.Failed, failed.ExitCode);
        Assert.Contains("FAIL  environment", failed.Output, StringComparison.Ordinal);
        Assert.Contains("ok    store", failed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_environments_host_fails_the_environment()
    {
        Directory.CreateDirectory(Path.Combine(staging.Settings.Process.DataFolder, "development"));
        var development = staging.SettingsWith(("DOTNET_ENVIRONMENT", "Development"));
        await ExpectAsync(staging.Target with { Settings = development }, "environment");
    }

    [Fact]
    public Task A_missing_settings_file_fails_the_settings() =>
        ExpectAsync(staging.Target with { SettingsFolder = staging.Settings.Process.DataFolder }, "settings file");

    [Fact]
    public async Task A_store_without_its_mark_fails_the_store()
    {
        await staging.ExecuteAsync("delete from ops.environment");
        await ExpectAsync(staging.Target, "store");
        await staging.ExecuteAsync("insert into ops.environment (name) values ('Staging')");
    }

    [Fact]
    public async Task A_missing_folder_fails_the_folders()
    {
        var folder = staging.Settings.EnvironmentFolder;
        Directory.Move(folder, folder + ".away");
        await ExpectAsync(staging.Target, "folders");
        Directory.Move(folder + ".away", folder);
    }

    [Fact]
    public async Task Projections_that_stand_still_fail_the_projections()
    {
        // A checkpoint that another one holds is not moved on; the host's own shard gives way.
        await staging.ExecuteAsync("create function ops.stand_still() returns trigger language plpgsql as $$ begin return null; end $$; create trigger stand_still before update on events.mt_event_progression for each row execute function ops.stand_still()");
        await SmokeRun.RunAsync(staging.Target);
        await ExpectAsync(staging.Target, "projections");
        await staging.ExecuteAsync("drop trigger stand_still on events.mt_event_progression; drop function ops.stand_still()");
    }

    [Fact]
    public async Task A_user_without_the_password_fails_the_login()
    {
        await staging.ExecuteAsync($"create table ops.kept_hashes as select user_id, password_hash from ops.users; update ops.users set password_hash = 'none' where email = '{staging.Login.Email}'");
        await ExpectAsync(staging.Target, "login");
        await staging.ExecuteAsync("update ops.users u set password_hash = k.password_hash from ops.kept_hashes k where k.user_id = u.user_id; drop table ops.kept_hashes");
    }

    [Theory]
    [InlineData("issue", "read.issue_summary")]
    [InlineData("session", "read.session_summary")]
    public async Task A_missing_read_model_fails_what_is_read_from_it(string check, string table)
    {
        var name = table.Split('.')[1];
        await staging.ExecuteAsync($"alter table {table} rename to {name}_away");
        await ExpectAsync(staging.Target, check);
        await staging.ExecuteAsync($"alter table read.{name}_away rename to {name}");
    }

    [Fact]
    public async Task A_host_without_the_guard_fails_the_guard()
    {
        await using var host = await staging.StartAsync((ProcessOptions.RolesKey, "api,projections"));
        await ExpectAsync(staging.TargetOf(host, new SocketsHttpHandler { UseCookies = false }), "guard");
    }

    [Fact]
    public async Task A_guard_that_only_watches_fails_the_guard()
    {
        await SetModeAsync("detect");
        await ExpectAsync(staging.Target, "guard");
        await SetModeAsync("mask");
    }

    [Fact]
    public async Task A_flag_that_is_off_fails_the_flags()
    {
        await SetFlagAsync(enabled: false);
        await ExpectAsync(staging.Target, "feature flags");
        await SetFlagAsync(enabled: true);
    }

    [Theory]
    [InlineData("99")]
    [InlineData("")]
    public async Task A_host_with_other_limits_fails_the_thresholds(string errorsPerHour)
    {
        await using var host = await staging.StartAsync(("Thresholds:ErrorsPerHour", errorsPerHour));
        await ExpectAsync(staging.TargetOf(host, new SocketsHttpHandler { UseCookies = false }), "thresholds");
    }

    [Fact]
    public async Task A_host_without_metrics_fails_the_metrics()
    {
        using var handler = new WithoutMetrics();
        var target = staging.Target with { Http = new HttpClient(handler) };
        await ExpectAsync(target, "metrics");
    }

    private static async Task ExpectAsync(SmokeTarget target, string failed)
    {
        var report = await SmokeRun.RunAsync(target);
        Assert.False(report.Ok);
        Assert.Equal([failed], FailedOf(report).Select(line => line.Split(':')[0]));
    }

    private static IEnumerable<string> FailedOf(SmokeReport report) => report.Checks.Where(check => !check.Ok).Select(check => $"{check.Name}: {check.Detail}");

    private async Task SetModeAsync(string mode)
    {
        using var client = new HttpClient { BaseAddress = staging.Running.Api };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", staging.Login.ApiKey);
        await (await client.PutAsJsonAsync("/api/v1/guard/mode", new { mode }, _cancellation)).ReadAsync();
        await Task.Delay(200, _cancellation);  // the guard follows the log
    }

    private async Task SetFlagAsync(bool enabled)
    {
        using var client = new HttpClient { BaseAddress = staging.Running.Api };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HostFixture.OperatorKey);
        await (await client.PutAsJsonAsync("/api/v1/feature-flags/partyMode", new { enabled }, _cancellation)).ReadAsync();
    }

    /// <summary>Answers as if the route were not there.</summary>
    private sealed class WithoutMetrics() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri!.AbsolutePath == "/metrics"
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("") })
            : base.SendAsync(request, cancellationToken);
    }
}
