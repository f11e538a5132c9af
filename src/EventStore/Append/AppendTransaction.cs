using Npgsql;
using NpgsqlTypes;

namespace EventAgents.EventStore;

/// <summary>
/// Writes a batch of appends in one transaction. The hopeful way takes one round trip: it assumes that every stream is where its caller
/// last saw it, and nothing is written if one is not. The careful way asks for the versions first, under the same lock, and leaves out the
/// appends that do not fit. The streams of a batch are disjoint.
/// </summary>
internal sealed class AppendTransaction(LogDatabase database, IReadOnlyList<IProjection> inline, string writer, TimeProvider clock)
{
    /// <summary>Runs the batch. The callers whose streams have moved on are told; the others wait for <see cref="AppendBatch.Complete"/>.</summary>
    /// <returns>What was written, durable.</returns>
    /// <exception cref="PostgresException">The batch as a whole was refused; nothing is written, and whoever was not told waits.</exception>
    public async Task<AppendBatch> RunAsync(IReadOnlyList<PendingAppend> appends, CancellationToken cancellation)
    {
        var batch = new AppendBatch(appends, clock.GetUtcNow());
        await using var connection = await database.ForAppends.OpenConnectionAsync(cancellation);
        batch.Positions = (batch.IsCertain ? await TryWriteAsync(connection, batch, cancellation) : null) ?? await WriteCarefullyAsync(connection, batch, cancellation);
        return batch;
    }

    /// <returns>Null when a stream or a row is not as it was taken to be, or a foreign writer was at work on the same stream.</returns>
    private async Task<long[]?> TryWriteAsync(NpgsqlConnection connection, AppendBatch batch, CancellationToken cancellation)
    {
        try
        {
            return await WriteAsync(connection, batch, [], cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState is AppendSql.VersionsDiffer or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected)
        {
            return null;
        }
    }

    private async Task<long[]> WriteCarefullyAsync(NpgsqlConnection connection, AppendBatch batch, CancellationToken cancellation)
    {
        try
        {
            await ReadVersionsAsync(connection, batch.Streams, cancellation);
            batch.KeepWhatFits();
            if (batch.Appends.Count > 0) return await WriteAsync(connection, batch, [new("commit")], cancellation);
            await RollBackAsync(connection);
            return [];
        }
        catch
        {
            await RollBackAsync(connection);
            throw;
        }
    }

    private static async Task ReadVersionsAsync(NpgsqlConnection connection, IReadOnlyList<AppendBatch.StreamEntry> streams, CancellationToken cancellation)
    {
        string[] tenants = [.. streams.Select(s => s.Append.Stream.TenantId)];
        Guid[] ids = [.. streams.Select(s => s.Append.Stream.Id)];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new("begin"), Command(AppendSql.TakeLogLock, AppendSql.LogLock), Command(AppendSql.LockStreams, tenants, ids), Command(AppendSql.ReadVersions, tenants, ids) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (reader.FieldCount != 2) await reader.NextResultAsync(cancellation);
        foreach (var stream in streams)
        {
            await reader.ReadAsync(cancellation);
            stream.Version = reader.GetInt64(0);
            stream.IsArchived = reader.GetBoolean(1);
        }
    }

    /// <summary>One round trip: the events, the rows that go with them, and what ends them.</summary>
    private async Task<long[]> WriteAsync(
        NpgsqlConnection connection, AppendBatch appends, NpgsqlBatchCommand[] behind, CancellationToken cancellation)
    {
        var events = appends.Events();
        await using var batch = new NpgsqlBatch(connection);
        if (events.Count > 0) batch.BatchCommands.Add(events.Count == 1 ? AppendOne(appends, events[0]) : AppendMany(appends, events));
        RowsOf(appends, events).MoveTo(batch);
        foreach (var command in behind) batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count == 0) return [];

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var positions = events.Count > 0 && await reader.ReadAsync(cancellation) ? reader.GetFieldValue<long[]>(0) : [];
        while (await reader.NextResultAsync(cancellation))
        {
            // A failed statement shows itself here, and the commit is behind the last one.
        }

        return positions;
    }

    private SqlBatch RowsOf(AppendBatch appends, List<AppendBatch.NewEvent> events)
    {
        var rows = new SqlBatch();
        foreach (var happened in events)
        {
            foreach (var projection in inline) projection.Project(happened.Stored, rows);
        }

        foreach (var append in appends.Appends) append.Request.Also?.Invoke(rows);
        return rows;
    }

    private NpgsqlBatchCommand AppendOne(AppendBatch batch, AppendBatch.NewEvent e)
    {
        var stream = batch.Streams[0];
        var metadata = e.Stored.Metadata;
        return Command(
            AppendSql.AppendOne,
            stream.Append.Stream.TenantId, stream.Append.Stream.Id, stream.Append.StreamType, stream.Version, stream.NewVersion, AppendSql.LogLock, batch.Timestamp, writer,
            e.Stored.Id, Json(e.Body.Json), e.Body.Name.Name, e.Body.Name.DotnetName, metadata.CorrelationId, metadata.CausationId, Json(e.Append.HeadersJson), metadata.UserName);
    }

    private NpgsqlBatchCommand AppendMany(AppendBatch batch, List<AppendBatch.NewEvent> events)
    {
        var streams = batch.Streams;
        return Command(
            AppendSql.Append,
            Column(streams, s => s.Append.Stream.TenantId), Column(streams, s => s.Append.Stream.Id), Column(streams, s => s.Append.StreamType),
            Column(streams, s => s.Version), Column(streams, s => s.NewVersion), AppendSql.LogLock, batch.Timestamp, writer,
            Column(events, e => e.Stored.Id), Column(events, e => e.Stored.Stream.TenantId), Column(events, e => e.Stored.Stream.Id), Column(events, e => e.Stored.Version),
            JsonArray(Column(events, e => e.Body.Json)), Column(events, e => e.Body.Name.Name), Column(events, e => e.Body.Name.DotnetName),
            Column(events, e => e.Stored.Metadata.CorrelationId), Column(events, e => e.Stored.Metadata.CausationId),
            JsonArray(Column(events, e => e.Append.HeadersJson)), Column(events, e => e.Stored.Metadata.UserName));
    }

    private static TValue[] Column<TItem, TValue>(IReadOnlyList<TItem> items, Func<TItem, TValue> value)
    {
        var column = new TValue[items.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(items[i]);
        return column;
    }

    private static NpgsqlParameter Json(object? value) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlParameter JsonArray<T>(T[] values) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    private static async Task RollBackAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand("rollback", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and its transaction with it.
        }
    }
}
