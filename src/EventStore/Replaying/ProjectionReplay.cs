using System.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Proves a read model: makes its rows once more from the events and compares them with the live ones, while everybody goes on working.
/// <list type="number">
/// <item>The rows are made in scratch tables, page by page, up to where the live ones are now.</item>
/// <item>One snapshot of the database is taken. It shows the live rows and says of which events they are: for an inline projection all that it
/// shows, for an asynchronous one those up to its checkpoint, which commits with the rows.</item>
/// <item>The few events that came meanwhile are added from the same snapshot, and both sides are compared in it.</item>
/// </list>
/// </summary>
internal sealed class ProjectionReplay(LogDatabase database, EventReader reader, HighWaterMark mark, IProjection projection, bool isInline, ReplayScope scope, EventStoreOptions options)
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);

    // Comparing reads whole tables, so it may scan, which writing rows by key may not.
    private const string PlanForWholeTables = "set local enable_seqscan = on; set local enable_hashjoin = on; set local enable_mergejoin = on; set local work_mem = '64MB'";

    private readonly EventFilter _filter = new() { TenantId = scope.TenantId };

    /// <summary>Replays and compares.</summary>
    /// <param name="progress">Told after every page.</param>
    /// <param name="cancellation">Gives up; nothing is left behind.</param>
    /// <exception cref="ReplayImpossibleException">The live tables are another version's.</exception>
    public async Task<ReplayResult> RunAsync(IProgress<ReplayProgress>? progress, CancellationToken cancellation)
    {
        await using var connection = await database.OpenOwnAsync(ScratchTables.Schema, byKeyAlone: true, cancellation);
        await ExecuteAsync(connection, $"set temp_buffers = '64MB'; set application_name = 'eventagents replay {projection.Name}'", cancellation);
        while (true)
        {
            if (await TryRunAsync(connection, progress, cancellation) is { } result) return result;
            await ExecuteAsync(connection, "select pg_advisory_unlock_all()", cancellation);
        }
    }

    /// <returns>Null when the live tables were rebuilt meanwhile, or a poison event came in the last moment: the scratch tables are of no use then.</returns>
    private async Task<ReplayResult?> TryRunAsync(NpgsqlConnection connection, IProgress<ReplayProgress>? progress, CancellationToken cancellation)
    {
        await RequireVersionAsync(connection, cancellation);
        var scratch = new ScratchTables(connection, projection);
        await scratch.CreateAsync(cancellation);
        var statistics = new TableStatistics(connection, ScratchTables.Schema, projection.Tables);
        await mark.CatchUpAsync(cancellation);
        var target = isInline ? mark.Position : await ProjectionCheckpoint.LoadAsync(connection, projection, cancellation);
        var writer = new ProjectionWriter(connection, projection, parkedAs: null, (_, _, _) => Task.CompletedTask, NullLogger.Instance);

        var position = await ReplayAsync(0, (scope.FromPosition ?? 1) - 1);
        var since = scope.IsRange ? await scratch.NowAsync(cancellation) : null;
        var isRangeOver = scope.ToPosition < target;
        if (isRangeOver)
        {
            position = await ReplayAsync(position, scope.ToPosition!.Value);
            await scratch.KeepTouchedAsync(since!, cancellation);
        }

        position = await ReplayAsync(position, target);
        await statistics.RefreshAsync(cancellation);
        progress?.Report(new ReplayProgress(projection.Name, ReplayPhase.Comparing, target, target));

        await HoldTablesAsync(connection, cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await LockTablesAsync(connection, cancellation);
        if (await AddRestAsync(connection, position, cancellation) is not { } end) return null;
        if (since is not null && !isRangeOver) await scratch.KeepTouchedAsync(since, cancellation);
        await ExecuteAsync(connection, PlanForWholeTables, cancellation);
        var comparison = new RowComparison(connection, scope);
        foreach (var table in projection.Tables) await comparison.AddAsync(table, cancellation);
        return comparison.ToResult(writer.Refused, end);

        async Task<long> ReplayAsync(long from, long to)
        {
            to = Math.Max(from, Math.Min(to, target));
            await new ProjectionFeed(reader, options.ProjectionBatchEvents).RunAsync(_filter, from, to, WriteAsync, cancellation);
            return to;
        }

        async Task WriteAsync(List<StoredEvent> page)
        {
            await writer.WriteAsync(page, page[0].Position, page[^1].Position, PoisonPolicy.Park, cancellation);
            await statistics.AddAsync(page.Count, cancellation);
            progress?.Report(new ReplayProgress(projection.Name, ReplayPhase.Replaying, page[^1].Position, target));
        }
    }

    /// <summary>Waits until no rebuild is under way, and lets none begin: its swap would put rows in place that the snapshot does not show.</summary>
    private async Task HoldTablesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        while (await ScalarAsync(connection, $"select pg_try_advisory_lock_shared({ProjectionRebuild.LockOf(projection)})", cancellation) is not true)
        {
            await Task.Delay(LockPause, cancellation);
        }
    }

    /// <summary>A lock is no query, so the snapshot is taken after it and shows what the locked tables hold.</summary>
    private async Task LockTablesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await ExecuteAsync(connection, $"lock table {string.Join(", ", projection.Tables.Select(t => $"read.{t}"))} in access share mode", cancellation);
        }
        catch (PostgresException gone) when (gone.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new ReplayImpossibleException($"A table of {projection.Name} is missing; rebuild it.");
        }
    }

    /// <summary>Adds the events that the snapshot shows and the scratch tables have not yet.</summary>
    /// <returns>The position of the live rows.</returns>
    private async Task<long?> AddRestAsync(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        var end = isInline
            ? (long)(await ScalarAsync(connection, "select coalesce(max(seq_id), 0) from events.mt_events", cancellation))!
            : await ProjectionCheckpoint.LoadAsync(connection, projection, cancellation);
        if (end < position) return null;
        while (await reader.ReadPageAsync(_filter, position, end, ReadDirection.Forward, options.ProjectionBatchEvents, cancellation, within: connection) is { Count: > 0 } page)
        {
            try
            {
                await ProjectionWriter.AddRowsAsync(connection, projection, page, cancellation);
            }
            catch (Exception failure) when (ProjectionWriter.IsPoison(failure))
            {
                return null;
            }

            position = page[^1].Position;
        }

        return end;
    }

    private async Task RequireVersionAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var stored = await ScalarAsync(connection, $"select version from ops.projections where name = '{projection.Name}'", cancellation);
        if (stored is not int version) throw new ReplayImpossibleException($"{projection.Name} has not been built in this database.");
        if (version != projection.Version) throw new ReplayImpossibleException($"{projection.Name} is version {version} in this database and {projection.Version} in this release.");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation) => await ScalarAsync(connection, sql, cancellation);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellation);
    }
}
