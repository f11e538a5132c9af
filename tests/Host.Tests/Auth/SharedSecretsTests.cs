using EventAgents.Host.Auth;
using Npgsql;

namespace EventAgents.Host.Tests.Auth;

/// <summary>Hosts and requests that need a shared secret at the same moment for the first time all get the same one.</summary>
public sealed class SharedSecretsTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Name = "login-hmac";
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_for_the_first_one_to_make_the_secret_takes_that_one()
    {
        var database = host.Service<NpgsqlDataSource>();
        await ExecuteAsync(database, $"delete from ops.secrets where name = '{Name}'");
        Task<string>[] hidden;
        await using (var connection = await database.OpenConnectionAsync(_cancellation))
        await using (var first = await connection.BeginTransactionAsync(_cancellation))
        {
            await using var make = new NpgsqlCommand($"insert into ops.secrets (name, value) values ('{Name}', '{new string('7', 64)}')", connection, first);
            await make.ExecuteNonQueryAsync(_cancellation);
            hidden = [.. Enumerable.Range(0, 3).Select(_ => new SharedSecrets(database).HideAsync("ada@example.com", _cancellation))];
            await WaitersAsync(database, hidden.Length);
            await first.CommitAsync(_cancellation);
        }

        var texts = await Task.WhenAll(hidden);
        Assert.Single(texts.Append(await new SharedSecrets(database).HideAsync("Ada@Example.com", _cancellation)).Distinct());
        Assert.Equal(new string('7', 64), await ScalarAsync(database, $"select value from ops.secrets where name = '{Name}'"));
    }

    [Fact]
    public async Task Many_first_failed_logins_at_once_are_all_answered_and_recorded_under_one_name()
    {
        var database = host.Service<NpgsqlDataSource>();
        await ExecuteAsync(database, $"delete from ops.secrets where name = '{Name}'");
        var secrets = new SharedSecrets(database);
        Assert.Single((await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => secrets.HideAsync("grace@example.com", _cancellation)))).Distinct());
    }

    private async Task WaitersAsync(NpgsqlDataSource database, int count)
    {
        const string Waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while ((long)(await ScalarAsync(database, Waiting))! < count) await Task.Delay(TimeSpan.FromMilliseconds(10), _cancellation);
    }

    private async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(_cancellation);
    }

    private async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_cancellation);
    }
}
