using System.Reflection;
using Npgsql;

namespace EventAgents.EventStore.Tests.Schema;

public sealed class SchemaTests
{
    private const string Columns = """
        select string_agg(format('%s.%s %s %s %s %s %s', table_name, column_name, ordinal_position, data_type, coalesce(character_maximum_length::text, '-'), is_nullable,
          replace(coalesce(column_default, '-'), 'marten.', 'events.')), E'\n' order by table_name, ordinal_position)
        from information_schema.columns where table_schema = '{0}' and table_name like 'mt\_%'
        """;

    private const string Indexes = """
        select string_agg(replace(indexdef, '{0}.', ''), E'\n' order by indexname) from pg_indexes where schemaname = '{0}'
        """;

    private const string Constraints = """
        select string_agg(format('%s %s %s', conrelid::regclass::text, conname, pg_get_constraintdef(c.oid)), E'\n' order by conname)
        from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = '{0}'
        """;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_has_martens_tables_column_by_column()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await log.ScalarAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Schema", "marten9.sql"), _cancellation));

        foreach (var catalogue in new[] { Columns, Indexes, Constraints })
        {
            var marten = (string)(await log.ScalarAsync(catalogue.Replace("{0}", "marten", StringComparison.Ordinal)))!;
            var ours = (string)(await log.ScalarAsync(catalogue.Replace("{0}", "events", StringComparison.Ordinal)))!;
            Assert.NotEmpty(marten);
            Assert.Equal(marten.Replace("marten.", "events.", StringComparison.Ordinal), ours);
        }
    }

    [Fact]
    public async Task Migrating_again_and_from_several_hosts_at_once_changes_nothing_twice()
    {
        var connectionString = await Testing.PostgresFixture.NewDatabaseAsync(_cancellation);
        await using var database = new LogDatabase(connectionString);
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator(database).MigrateAsync(_cancellation)));

        Assert.Equal(1, applied.Count(count => count > 0));
        Assert.Equal(0, await Migrator(database).MigrateAsync(_cancellation));
    }

    [Fact]
    public async Task A_host_waits_for_another_ones_migration_however_long_it_takes()
    {
        var connectionString = await Testing.PostgresFixture.NewDatabaseAsync(_cancellation);
        await using var database = new LogDatabase($"{connectionString};Command Timeout=1");
        await using var other = new NpgsqlConnection(connectionString);
        await other.OpenAsync(_cancellation);
        await using var transaction = await other.BeginTransactionAsync(_cancellation);
        await using var migrate = new NpgsqlCommand("select pg_advisory_xact_lock(x'4541534348454D41'::bigint)", other);
        await migrate.ExecuteNonQueryAsync(_cancellation);

        var migrating = Migrator(database).MigrateAsync(_cancellation);
        await using var work = new NpgsqlCommand("select pg_sleep(2)", other);
        await work.ExecuteNonQueryAsync(_cancellation);
        Assert.False(migrating.IsCompleted);
        await transaction.CommitAsync(_cancellation);
        Assert.NotEqual(0, await migrating);
    }

    [Fact]
    public async Task The_server_soon_notices_a_host_that_vanished()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var own = await log.Database.OpenOwnAsync(cancellation: _cancellation);
        foreach (var connection in new[] { own, await log.Database.ForAppends.OpenConnectionAsync(_cancellation) })
        {
            await using (connection)
            {
                await using var ask = new NpgsqlCommand("select current_setting('tcp_keepalives_idle')::int <= 5 and current_setting('tcp_user_timeout') <> '0'", connection);
                Assert.True((bool)(await ask.ExecuteScalarAsync(_cancellation))!);
            }
        }
    }

    [Theory]
    [InlineData("insert into ops.schema_versions (component, version, name, sha256) values ('log', 999, 'from_the_future', '')", "newer release")]
    [InlineData("update ops.schema_versions set sha256 = '\\x00' where version = 1", "was edited")]
    public async Task A_database_that_does_not_fit_is_refused(string change, string reason)
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await log.ScalarAsync(change);

        var refused = await Assert.ThrowsAsync<SchemaMismatchException>(() => Migrator(log.Database).MigrateAsync(_cancellation));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    private static SchemaMigrator Migrator(LogDatabase database) => new(database.Pool, [new KeyValuePair<string, Assembly>("log", typeof(LogDatabase).Assembly)]);
}
