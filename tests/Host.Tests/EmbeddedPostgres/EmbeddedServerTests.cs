using System.Diagnostics;
using EventAgents.Host.EmbeddedPostgres;
using Npgsql;

namespace EventAgents.Host.Tests.EmbeddedPostgres;

public sealed class EmbeddedServerTests : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly string _top = Directory.CreateTempSubdirectory("eventagents host ").FullName;
    private readonly string _folder;

    // A folder that only its owner may enter, with a space in its name: where root's checkouts often are.
    public EmbeddedServerTests() => _folder = Path.Combine(_top, "data", "development");

    public void Dispose() => Directory.Delete(_top, recursive: true);

    [Fact]
    public async Task Data_survives_a_restart()
    {
        await using (var server = await StartAsync()) await ExecuteAsync(server, "create table kept (n int); insert into kept values (7)");
        await using var again = await StartAsync();
        Assert.Equal(7, await ExecuteAsync(again, "select n from kept"));
    }

    [Fact]
    public async Task The_connection_file_is_its_owners_alone()
    {
        await using var server = await StartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "connection")));
    }

    [Fact]
    public async Task Fsync_is_on_and_only_this_machine_can_connect()
    {
        await using var server = await StartAsync();
        Assert.Equal("on", await ExecuteAsync(server, "show fsync"));
        Assert.Equal("127.0.0.1", await ExecuteAsync(server, "show listen_addresses"));
    }

    [Fact]
    public async Task A_broken_constraint_puts_no_value_into_the_servers_log()
    {
        await using var server = await StartAsync();
        await ExecuteAsync(server, "create table once (name text primary key); insert into once values ('ada@example.com')");
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(server, "insert into once select name from once"));

        var log = string.Concat(Directory.EnumerateFiles(_folder, "*log*", SearchOption.AllDirectories).Where(file => !file.Contains("pg_", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.Contains("once_pkey", log, StringComparison.Ordinal);
        Assert.DoesNotContain("(ada@example.com)", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var server = await StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(_cancellation));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task A_second_host_shares_the_server_and_the_last_one_stops_it()
    {
        var first = await StartAsync();
        await using var second = await StartAsync();
        Assert.Equal(first.ConnectionString, second.ConnectionString);

        await first.DisposeAsync();
        Assert.Equal(1, await ExecuteAsync(second, "select 1"));
        await second.DisposeAsync();
        await Assert.ThrowsAsync<NpgsqlException>(() => ExecuteAsync(second, "select 1"));
    }

    [Fact]
    public async Task A_killed_server_is_started_again_with_what_was_committed()
    {
        await using var server = await StartAsync();
        await ExecuteAsync(server, "create table kept (n int); insert into kept values (7)");
        using (var postgres = Process.GetProcessById(int.Parse(File.ReadLines(PidFile).First()))) postgres.Kill();

        await using var again = await StartAsync();
        Assert.Equal(7, await ExecuteAsync(again, "select n from kept"));
    }

    [Fact]
    public async Task A_pid_file_that_names_another_program_does_not_stop_the_start()
    {
        await (await StartAsync()).DisposeAsync();
        await File.WriteAllLinesAsync(PidFile, [$"{Environment.ProcessId}", _folder, "0", "5432", "", "127.0.0.1", "0 0", "ready"], _cancellation);
        await using var again = await StartAsync();
        Assert.Equal(1, await ExecuteAsync(again, "select 1"));
    }

    [Fact]
    public async Task A_cluster_of_another_version_is_refused_by_name()
    {
        await (await StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "postgres", "PG_VERSION"), "9\n", _cancellation);
        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(StartAsync);
        Assert.Contains("made by PostgreSQL 9", refusal.Message, StringComparison.Ordinal);
    }

    private string PidFile => Path.Combine(_folder, "postgres", "postmaster.pid");

    private Task<EmbeddedServer> StartAsync() =>
        EmbeddedServer.StartAsync(_folder, PostgresDownload.DefaultFolder(Path.Combine(_top, "downloads")), Console.Error.WriteLine, _cancellation);

    private async Task<object?> ExecuteAsync(EmbeddedServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(_cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(_cancellation);
    }
}
