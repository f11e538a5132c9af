using System.Net;
using System.Text.Json;
using EventAgents.Host.Cli;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using Npgsql;

namespace EventAgents.Host.Tests.Cli;

/// <summary>The verbs that prove and rebuild read models, beside a host that runs on the same database.</summary>
public class ReplayVerbTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_says_ok_for_every_read_model_and_1_when_one_was_changed_until_it_is_rebuilt()
    {
        await (await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "Job 7 hangs" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
        var honest = await RunAsync("replay", "--verify", "--json");
        Assert.Equal(ExitCode.Done, honest.ExitCode);
        var findings = JsonElement.Parse(honest.Output).GetProperty("findings").EnumerateArray().ToList();
        Assert.Superset(ReadModels.Inline.Concat(ReadModels.Asynchronous).Select(p => p.Name).ToHashSet(), findings.Select(f => f.GetProperty("name").GetString()!).ToHashSet());
        Assert.Equal("seals", findings[0].GetProperty("name").GetString());
        Assert.All(findings, finding => Assert.True(finding.GetProperty("holds").GetBoolean()));

        await ExecuteAsync("update read.issue_summary set priority = 'low', title = 'nothing of note'");
        var changed = await RunAsync("replay", "--verify", "--projection", "issue_summary");
        Assert.Equal(ExitCode.Failed, changed.ExitCode);
        Assert.Contains("FAIL issue_summary: 0 missing, 0 extra, 1 changed of 1 rows", changed.Output, StringComparison.Ordinal);
        Assert.Matches("changed: issue_summary tenant_id=.* in (title, priority|priority, title)", changed.Output);
        Assert.DoesNotContain("nothing of note", changed.Output, StringComparison.Ordinal);

        var rebuilt = await RunAsync("rebuild", "--projection", "issue_summary", "--json");
        Assert.Equal((ExitCode.Done, "issue_summary"), (rebuilt.ExitCode, JsonElement.Parse(rebuilt.Output).GetProperty("rebuilt")[0].GetProperty("projection").GetString()));
        Assert.Equal(ExitCode.Done, (await RunAsync("replay", "--verify", "--projection", "issue_summary")).ExitCode);
    }

    [Theory]
    [InlineData("--verify", "replay")]
    [InlineData("There is no read model 'no_such'", "replay", "--verify", "--projection", "no_such")]
    [InlineData("There is no read model 'no_such'", "rebuild", "--projection", "no_such")]
    public async Task A_wrong_command_line_says_what_there_is(string message, params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_a_store_is_left_as_it_is()
    {
        var empty = await EventAgents.Testing.PostgresFixture.NewDatabaseAsync(_cancellation);
        var run = await Program.RunAsync(["replay", "--verify"], ("ConnectionStrings__EventStore", empty));
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("There is no store in this database yet", run.Errors, StringComparison.Ordinal);
        await using var database = NpgsqlDataSource.Create(empty);
        Assert.Equal(0L, await database.CreateCommand("select count(*) from information_schema.schemata where schema_name in ('events', 'ops', 'read')").ExecuteScalarAsync(_cancellation));
    }

    private Task<Program.Finished> RunAsync(params string[] arguments) => Program.RunAsync(
        arguments, ("ConnectionStrings__EventStore", host.ConnectionString), (ProcessOptions.DataFolderKey, host.DataFolder));

    private async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(host.ConnectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_cancellation);
    }
}
