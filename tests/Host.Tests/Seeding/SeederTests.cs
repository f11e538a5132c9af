using EventAgents.Host.Hosting;
using EventAgents.Host.Seeding;
using EventAgents.Host.Settings;
using EventAgents.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EventAgents.Host.Tests.Seeding;

/// <summary>What seeding leaves in a store.</summary>
public sealed class SeederTests : IDisposable
{
    private static readonly SeedSize Size = new(Knowledge: 40, Users: 12, Issues: 60, Sessions: 20, Days: 3);

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly string _data = Directory.CreateTempSubdirectory("eventagents seed ").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_run_that_broke_off_is_finished_by_the_next_as_if_nothing_had_been()
    {
        var whole = await PostgresFixture.NewDatabaseAsync(_cancellation);
        await SeedAsync(whole);

        var broken = await PostgresFixture.NewDatabaseAsync(_cancellation);
        var issues = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => SeedAsync(broken, (step, _) => step switch
        {
            "sessions" => throw new InvalidOperationException("The machine lost power."),
            _ => new SeedStep(() => Interlocked.Increment(ref issues), () => { }),
        }));
        Assert.True(issues > 0);
        await SeedAsync(broken);

        Assert.Equal(await CountAsync(whole), await CountAsync(broken));
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        var database = await PostgresFixture.NewDatabaseAsync(_cancellation);
        await SeedAsync(database);
        var before = await CountAsync(database);
        Assert.False(await SeedAsync(database));
        Assert.Equal(before, await CountAsync(database));
    }

    [Fact]
    public async Task Everything_has_a_realistic_share_and_lies_in_the_past()
    {
        var database = await PostgresFixture.NewDatabaseAsync(_cancellation);
        await SeedAsync(database, size: Size with { Issues = 200, Sessions = 60 });
        await using var source = NpgsqlDataSource.Create(database);
        async Task<long> Number(string sql)
        {
            await using var command = source.CreateCommand(sql);
            return Convert.ToInt64(await command.ExecuteScalarAsync(_cancellation), System.Globalization.CultureInfo.InvariantCulture);
        }

        Assert.Equal(12, await Number("select count(*) from ops.users"));
        Assert.Equal(0, await Number("select count(*) from ops.users where email not like '%.example.com'"));
        Assert.Equal(40, await Number("select count(*) from read.knowledge_artifact"));
        Assert.Equal(200, await Number("select count(*) from read.issue_summary"));
        Assert.InRange(await Number("select count(*) from read.issue_summary where status = 'completed'"), 60, 160);
        Assert.InRange(await Number("select count(distinct status) from read.issue_summary"), 5, 7);
        Assert.InRange(await Number("select count(distinct status) from read.session_summary"), 4, 6);
        Assert.InRange(await Number("select count(*) from read.feedback"), 40, 140);
        Assert.Equal(5, await Number("select count(distinct rating) from read.feedback"));
        Assert.Equal(3, await Number("select count(distinct timestamp::date) from events.mt_events where type = 'issue_submitted'"));
        Assert.Equal(0, await Number("select count(*) from events.mt_events where timestamp > now() + interval '1 second'"));
    }

    private async Task<bool> SeedAsync(string database, Func<string, int, SeedStep>? step = null, SeedSize? size = null)
    {
        var settings = EffectiveSettings.Load(new Dictionary<string, string?>
        {
            ["DOTNET_ENVIRONMENT"] = "Staging",
            [ProcessOptions.DataFolderKey] = Path.Combine(_data, new NpgsqlConnectionStringBuilder(database).Database!),
        });
        var clock = new SeedClock(TimeProvider.System.GetUtcNow().AddDays(-Size.Days));
        await using var log = await EventLog.OpenAsync(database, settings, clock, NullLogger.Instance, _cancellation);
        var seeder = new Seeder(log.Store, clock, settings, size ?? Size);
        if (await seeder.FindMarkAsync(_cancellation) is not null) return false;
        await seeder.SeedAsync(step ?? ((_, _) => new SeedStep(() => { }, () => { })));
        return true;
    }

    private async Task<string> CountAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select string_agg(type || ' ' || n, ', ' order by type) from (select type, count(*) n from events.mt_events group by type) t");
        return (string)(await command.ExecuteScalarAsync(_cancellation))!;
    }
}
