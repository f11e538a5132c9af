using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Projections;
using Npgsql;
using NpgsqlTypes;

namespace EventAgents.Host.Replays;

/// <summary>The table of replays, which all hosts share. Its times are the database's, so that hosts' clocks do not matter.</summary>
internal sealed class ReplayTable(NpgsqlDataSource database)
{
    /// <summary>A host that was not heard of for so long has vanished. Ten times as long as <see cref="ReplayRunner"/> takes between two signs of life.</summary>
    private const int VanishedAfterSeconds = 10;

    public static TimeSpan VanishedAfter { get; } = TimeSpan.FromSeconds(VanishedAfterSeconds);

    private const int MaxAttempts = 3;

    private const string Add = """
        insert into ops.replays (replay_id, tenant_id, projection, from_position, to_position, caller, status) values ($1, $2, $3, $4, $5, $6, 'queued')
        """;

    private static readonly string GiveUp = $"""
        update ops.replays set status = 'failed', failure = 'The host that ran it vanished {MaxAttempts} times.', finished_at = now()
        where status = 'running' and attempt >= {MaxAttempts} and heartbeat_at < now() - interval '{VanishedAfterSeconds} s'
        """;

    private static readonly string Claim = $"""
        update ops.replays set status = 'running', attempt = attempt + 1, heartbeat_at = now(), phase = null
        where replay_id = (
          select replay_id from ops.replays
          where status = 'queued' or (status = 'running' and heartbeat_at < now() - interval '{VanishedAfterSeconds} s')
          order by requested_at for update skip locked limit 1)
        returning replay_id, attempt, tenant_id, projection, from_position, to_position, caller
        """;

    private const string Beat = "update ops.replays set heartbeat_at = now(), phase = $3, position = $4, target = $5 where replay_id = $1 and attempt = $2 and status = 'running'";

    private const string Complete = """
        update ops.replays set status = 'completed', result = $3, finished_at = now() where replay_id = $1 and attempt = $2 and status = 'running'
        """;

    private const string Fail = "update ops.replays set status = 'failed', failure = $3, finished_at = now() where replay_id = $1 and attempt = $2 and status = 'running'";

    private const string Shown = """
        select replay_id, projection, from_position, to_position, status, requested_at, finished_at, phase, position, target, failure, result, caller ->> 'actor', number
        from ops.replays where tenant_id = $1
        """;

    /// <summary>Adds a replay to those that wait, in the transaction of the fact that it was asked for.</summary>
    public static void Insert(SqlBatch sql, Guid id, ReplayScope scope, Caller caller) => sql.Add(
        Add, id, scope.TenantId, scope.Projection, Number(scope.FromPosition), Number(scope.ToPosition), Json(JsonSerializer.Serialize(caller, EventJson.Options)));

    /// <summary>Ends a replay, in the transaction of the fact that says how; when another host has it by now, neither is written.</summary>
    public static void End(SqlBatch sql, ReplayJob job, ReplayResult result) =>
        sql.AddRequired(Complete, job.Id, job.Attempt, Json(JsonSerializer.Serialize(result, ApiJson.Options)));

    /// <summary>Takes the oldest that waits, or whose host has vanished; null when there is none.</summary>
    public async Task<ReplayJob?> ClaimAsync(CancellationToken cancellation)
    {
        await using (var giveUp = database.CreateCommand(GiveUp)) await giveUp.ExecuteNonQueryAsync(cancellation);
        await using var claim = database.CreateCommand(Claim);
        await using var row = await claim.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation)) return null;
        return new ReplayJob(
            row.GetGuid(0), row.GetInt32(1), new ReplayScope(row.GetString(3), row.GetString(2), NumberOrNull(row, 4), NumberOrNull(row, 5)),
            JsonSerializer.Deserialize<Caller>(row.GetString(6), EventJson.Options)!);
    }

    /// <summary>Says that a host is still at it, and how far.</summary>
    /// <returns>False when another host has taken it.</returns>
    public async Task<bool> BeatAsync(ReplayJob job, ReplayProgress? progress, CancellationToken cancellation) =>
        await ExecuteAsync(Beat, cancellation, job.Id, job.Attempt, Text(progress is { } p ? WireName.Of(p.Phase) : null), Number(progress?.Position), Number(progress?.Target)) > 0;

    public Task FailAsync(ReplayJob job, string failure, CancellationToken cancellation) => ExecuteAsync(Fail, cancellation, job.Id, job.Attempt, failure);

    /// <summary>How many of a tenant's replays are not over.</summary>
    public async Task<long> CountOpenAsync(string tenantId, CancellationToken cancellation)
    {
        await using var count = database.CreateCommand("select count(*) from ops.replays where tenant_id = $1 and status in ('queued', 'running')");
        count.Parameters.Add(new() { Value = tenantId });
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>A replay of this tenant; null when it has no such.</summary>
    public async Task<ReplayView?> FindAsync(string tenantId, Guid id, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"{Shown} and replay_id = $2");
        find.Parameters.Add(new() { Value = tenantId });
        find.Parameters.Add(new() { Value = id });
        await using var row = await find.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? Read(row) : null;
    }

    /// <summary>One page of a tenant's replays, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public async Task<Page<ReplayView>> ListAsync(string tenantId, PageRequest page, CancellationToken cancellation)
    {
        await using var list = database.CreateCommand($"{Shown} and number < $2 order by number desc limit $3");
        foreach (var value in new object[] { tenantId, Cursor.Read(page.Cursor, nameof(ReplayTable)), page.Limit + 1 }) list.Parameters.Add(new() { Value = value });
        var items = new List<ReplayView>(page.Limit);
        var last = 0L;
        await using var rows = await list.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            if (items.Count == page.Limit) return new Page<ReplayView>(items, Cursor.Of(last, nameof(ReplayTable)));
            items.Add(Read(rows));
            last = rows.GetInt64(13);
        }
        return new Page<ReplayView>(items, NextCursor: null);
    }

    /// <summary>Forgets those that ended long ago; what they found stays in the log.</summary>
    /// <returns>How many.</returns>
    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation) => ExecuteAsync("delete from ops.replays where finished_at < $1", cancellation, before);

    private static ReplayView Read(NpgsqlDataReader row)
    {
        var result = row.IsDBNull(11) ? null : JsonSerializer.Deserialize<ReplayResult>(row.GetString(11), ApiJson.Options);
        var status = WireName.Parse<ReplayStatus>(row.GetString(4));
        var progress = status != ReplayStatus.Running || row.IsDBNull(7)
            ? null
            : new ReplayProgressView(WireName.Parse<ReplayPhase>(row.GetString(7)), row.GetInt64(8), row.GetInt64(9));
        return new ReplayView(
            row.GetGuid(0), row.GetString(1), NumberOrNull(row, 2), NumberOrNull(row, 3), status, row.GetString(12), row.GetFieldValue<DateTimeOffset>(5),
            row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6), progress, row.IsDBNull(10) ? null : row.GetString(10),
            result?.Compared, result?.Missing, result?.Extra, result?.Changed, result?.Different, result?.Position);
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Json(string json) => new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = json };

    private static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Number(long? value) => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)value ?? DBNull.Value };

    private static long? NumberOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
