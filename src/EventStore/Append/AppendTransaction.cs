using Npgsql;
using NpgsqlTypes;

namespace EventAgents.EventStore;

/// <summary>
/// Writes a batch of appends in one transaction and two round trips, with a result for each. The streams of a batch are disjoint.
/// <list type="number">
/// <item>Take the log's lock, lock the streams, compare versions, draw numbers for the appends that fit.</item>
/// <item>Write streams, events, inline rows and one notification; commit.</item>
/// </list>
/// The log's lock makes the order of numbers the order of commits, over all hosts. Numbers are drawn under it and only for what
/// will be written, so a conflict burns none.
/// </summary>
internal sealed class AppendTransaction(LogDatabase database, IReadOnlyList<IProjection> inline, TimeProvider clock)
{
    /// <summary>Key of the lock that every append of ours takes, and a rebuild's last step: "EALOG".</summary>
    public const long LogLock = 0x4541_4C4F_47;

    /// <summary>The channel that wakes readers; Marten's own name, so that its daemon may listen too.</summary>
    public const string Channel = "mt_events_appended";

    private const string LockStreams = """
        select from events.mt_streams s join unnest($1::varchar[], $2::uuid[]) as e(tenant_id, id) on s.tenant_id = e.tenant_id and s.id = e.id
        order by s.tenant_id, s.id for update of s
        """;

    private const string Reserve = """
        select ord, version, is_archived, case when fits then array(select nextval('events.mt_events_sequence') from generate_series(1, events)) end
        from (
          select e.ord, e.events, coalesce(s.version, 0) as version, coalesce(s.is_archived, false) as is_archived,
            bool_and(e.expected in (-1, coalesce(s.version, 0)) and not coalesce(s.is_archived, false)) over (partition by e.item) as fits
          from unnest($1::int[], $2::varchar[], $3::uuid[], $4::bigint[], $5::int[]) with ordinality as e(item, tenant_id, id, expected, events, ord)
          left join events.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.id
          order by e.ord offset 0) as entry
        order by ord
        """;

    private const string InsertStreams = """
        insert into events.mt_streams (tenant_id, id, type, version, timestamp, created, is_archived)
        select tenant_id, id, type, version, $5, $5, false from unnest($1::varchar[], $2::uuid[], $3::varchar[], $4::bigint[]) as e(tenant_id, id, type, version)
        """;

    private const string UpdateStreams = """
        update events.mt_streams s set version = e.version, timestamp = $4
        from unnest($1::varchar[], $2::uuid[], $3::bigint[]) as e(tenant_id, id, version) where s.tenant_id = e.tenant_id and s.id = e.id
        """;

    private const string InsertEvents = """
        insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
        select seq_id, id, stream_id, version, data, type, $13, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, false
        from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::bigint[], $5::jsonb[], $6::varchar[], $7::varchar[], $8::varchar[], $9::varchar[], $10::varchar[], $11::jsonb[], $12::varchar[])
          as e(seq_id, id, stream_id, version, data, type, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name)
        """;

    /// <summary>Runs the batch. Appends that do not fit are failed; the others are returned, committed but not yet told so.</summary>
    /// <exception cref="PostgresException">The batch as a whole was refused; nothing is written and nobody is told.</exception>
    public async Task<CommittedBatch> RunAsync(IReadOnlyList<PendingAppend> appends, CancellationToken cancellation)
    {
        await using var connection = await database.ForAppends.OpenConnectionAsync(cancellation);
        try
        {
            var entries = appends.SelectMany((append, item) => append.Request.Streams.Select(s => new Entry(item, s))).ToArray();
            await ReserveAsync(connection, entries, cancellation);
            var batch = Accept(appends, entries);
            if (batch.Appends.Count == 0)
            {
                await RollBackAsync(connection);
                return batch;
            }

            await WriteAsync(connection, batch, entries, cancellation);
            return batch;
        }
        catch
        {
            await RollBackAsync(connection);
            throw;
        }
    }

    private static async Task ReserveAsync(NpgsqlConnection connection, Entry[] entries, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("begin"));
        batch.BatchCommands.Add(Command("select pg_advisory_xact_lock($1)", LogLock));
        var existing = entries.Where(e => e.Append.ExpectedVersion != 0).ToArray();
        if (existing.Length > 0)
        {
            batch.BatchCommands.Add(Command(LockStreams, Array.ConvertAll(existing, e => e.Append.Stream.TenantId), Array.ConvertAll(existing, e => e.Append.Stream.Id)));
        }

        batch.BatchCommands.Add(Command(
            Reserve,
            Array.ConvertAll(entries, e => e.Item),
            Array.ConvertAll(entries, e => e.Append.Stream.TenantId),
            Array.ConvertAll(entries, e => e.Append.Stream.Id),
            Array.ConvertAll(entries, e => e.Append.ExpectedVersion),
            Array.ConvertAll(entries, e => e.Append.Events.Count)));

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (reader.FieldCount != 4) await reader.NextResultAsync(cancellation);
        foreach (var entry in entries)
        {
            await reader.ReadAsync(cancellation);
            entry.Version = reader.GetInt64(1);
            entry.IsArchived = reader.GetBoolean(2);
            entry.Positions = reader.IsDBNull(3) ? null : reader.GetFieldValue<long[]>(3);
        }
    }

    private CommittedBatch Accept(IReadOnlyList<PendingAppend> appends, Entry[] entries)
    {
        var accepted = new List<(PendingAppend, AppendResult)>(appends.Count);
        var events = new List<NewEvent>(entries.Length);
        var now = clock.GetUtcNow();
        now = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);  // what PostgreSQL keeps, so that live equals replayed
        foreach (var group in entries.GroupBy(e => e.Item))
        {
            var append = appends[group.Key];
            if (group.FirstOrDefault(e => e.Refusal is not null) is { } refused)
            {
                append.Fail(refused.Refusal!);
                continue;
            }

            var bodies = 0;
            foreach (var entry in group)
            {
                for (var i = 0; i < entry.Append.Events.Count; i++)
                {
                    events.Add(new NewEvent(append, append.Bodies[bodies++], new StoredEvent(
                        entry.Positions![i], Guid.CreateVersion7(now), entry.Append.Stream, entry.Version + i + 1, append.Bodies[bodies - 1].Name.Name,
                        entry.Append.Events[i], now, append.Request.Metadata)));
                }
            }

            accepted.Add((append, new AppendResult(group.Select(e => e.NewVersion).ToArray(), events[^1].Stored.Position)));
        }

        accepted.AddRange(appends.Where(a => a.Request.Streams.Count == 0).Select(a => (a, new AppendResult([], 0))));
        return new CommittedBatch(accepted, events, now);
    }

    private async Task WriteAsync(NpgsqlConnection connection, CommittedBatch committed, Entry[] entries, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        var written = entries.Where(e => e.Positions is not null).ToArray();
        AddStreams(batch, written, committed.Timestamp);
        if (committed.Events.Count > 0) AddEvents(batch, committed.Events, committed.Timestamp);

        var rows = new SqlBatch();
        foreach (var happened in committed.Events)
        {
            foreach (var projection in inline) projection.Project(happened.Stored, rows);
        }

        foreach (var (append, _) in committed.Appends) append.Request.Also?.Invoke(rows);
        rows.MoveTo(batch);

        if (committed.Events.Count > 0) batch.BatchCommands.Add(Command("select pg_notify($1, '')", Channel));
        batch.BatchCommands.Add(new("commit"));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static void AddStreams(NpgsqlBatch batch, Entry[] entries, DateTimeOffset now)
    {
        if (entries.Where(e => e.Version == 0).ToArray() is { Length: > 0 } added)
        {
            batch.BatchCommands.Add(Command(
                InsertStreams, Array.ConvertAll(added, e => e.Append.Stream.TenantId), Array.ConvertAll(added, e => e.Append.Stream.Id),
                Array.ConvertAll(added, e => e.Append.StreamType), Array.ConvertAll(added, e => e.NewVersion), now));
        }

        if (entries.Where(e => e.Version > 0).ToArray() is { Length: > 0 } changed)
        {
            batch.BatchCommands.Add(Command(
                UpdateStreams, Array.ConvertAll(changed, e => e.Append.Stream.TenantId), Array.ConvertAll(changed, e => e.Append.Stream.Id),
                Array.ConvertAll(changed, e => e.NewVersion), now));
        }
    }

    private static void AddEvents(NpgsqlBatch batch, List<NewEvent> events, DateTimeOffset now)
    {
        T[] Column<T>(Func<NewEvent, T> value)
        {
            var column = new T[events.Count];
            for (var i = 0; i < column.Length; i++) column[i] = value(events[i]);
            return column;
        }

        batch.BatchCommands.Add(Command(
            InsertEvents,
            Column(e => e.Stored.Position), Column(e => e.Stored.Id), Column(e => e.Stored.Stream.Id), Column(e => e.Stored.Version),
            new NpgsqlParameter { Value = Column(e => e.Body.Json), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            Column(e => e.Body.Name.Name), Column(e => e.Stored.Stream.TenantId), Column(e => e.Body.Name.DotnetName),
            Column(e => e.Append.Request.Metadata.CorrelationId), Column(e => e.Append.Request.Metadata.CausationId),
            new NpgsqlParameter { Value = Column(e => e.Append.HeadersJson), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            Column(e => e.Append.Request.Metadata.UserName), now));
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
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

    private sealed class Entry(int item, StreamAppend append)
    {
        public int Item { get; } = item;

        public StreamAppend Append { get; } = append;

        public long Version { get; set; }

        public bool IsArchived { get; set; }

        public long[]? Positions { get; set; }

        public long NewVersion => Version + Append.Events.Count;

        public Exception? Refusal =>
            IsArchived ? new StreamArchivedException(Append.Stream)
            : Append.ExpectedVersion != StreamAppend.AnyVersion && Append.ExpectedVersion != Version ? new ConcurrencyException(Append.Stream, Append.ExpectedVersion, Version)
            : null;
    }

    internal readonly record struct NewEvent(PendingAppend Append, PendingAppend.Body Body, StoredEvent Stored);

    /// <summary>What a transaction wrote.</summary>
    internal sealed record CommittedBatch(IReadOnlyList<(PendingAppend Append, AppendResult Result)> Appends, List<NewEvent> Events, DateTimeOffset Timestamp);
}
