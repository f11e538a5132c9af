namespace EventAgents.EventStore;

/// <summary>The statements of an append.</summary>
internal static class AppendSql
{
    /// <summary>Key of the lock that every append of ours takes, and a rebuild's last step: "EALOG".</summary>
    public const long LogLock = 0x45_414C_4F47;

    /// <summary>The channel that wakes readers; Marten's own name, so that its daemon may listen too.</summary>
    public const string Channel = "mt_events_appended";

    /// <summary>What <c>events.require_versions</c> raises, as Marten's own function does.</summary>
    public const string VersionsDiffer = "MT003";

    public const string TakeLogLock = "select pg_advisory_xact_lock($1)";

    /// <summary>Locks the streams of a batch. Its snapshot may be older than its locks, so it returns nothing.</summary>
    public const string LockStreams = """
        select from events.mt_streams s join unnest($1::varchar[], $2::uuid[]) as e(tenant_id, id) on s.tenant_id = e.tenant_id and s.id = e.id
        order by s.tenant_id, s.id for update of s
        """;

    public const string ReadVersions = """
        select coalesce(s.version, 0), coalesce(s.is_archived, false)
        from unnest($1::varchar[], $2::uuid[]) with ordinality as e(tenant_id, id, ord) left join events.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.id
        order by e.ord
        """;

    /// <summary>
    /// Writes streams ($1 to $5: tenant, id, type, expected version, new version) and events ($9 on), if every stream is as expected.
    /// The log's lock ($6) comes first and the comparison second, so the order of numbers is the order of commits over all hosts, and a
    /// conflict burns no number. An insert or update that had to wait for another writer looks at the row again; an old snapshot does no harm.
    /// Gives the positions in order and wakes the readers, telling them who wrote ($8).
    /// </summary>
    public const string Append = """
        with stream as (
          select * from unnest($1::varchar[], $2::uuid[], $3::varchar[], $4::bigint[], $5::bigint[]) as e(tenant_id, id, type, expected, version)),
        locked as materialized (
          select pg_advisory_xact_lock($6)),
        added as (
          insert into events.mt_streams (tenant_id, id, type, version, timestamp, created, is_archived)
          select tenant_id, id, type, version, $7, $7, false from locked, stream where expected = 0 returning 1),
        changed as (
          update events.mt_streams s set version = e.version, timestamp = $7 from locked, stream e
          where e.expected > 0 and s.tenant_id = e.tenant_id and s.id = e.id and s.version = e.expected and not coalesce(s.is_archived, false) returning 1),
        fits as materialized (
          select events.require_versions((select count(*) from added) + (select count(*) from changed), (select count(*) from stream))),
        inserted as (
          insert into events.mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
          select nextval('events.mt_events_sequence'), e.id, e.stream_id, e.version, e.data, e.type, $7, e.tenant_id, e.dotnet_type, e.correlation_id, e.causation_id, e.headers, e.user_name, false
          from fits, unnest($9::uuid[], $10::varchar[], $11::uuid[], $12::bigint[], $13::jsonb[], $14::varchar[], $15::varchar[], $16::varchar[], $17::varchar[], $18::jsonb[], $19::varchar[])
            with ordinality as e(id, tenant_id, stream_id, version, data, type, dotnet_type, correlation_id, causation_id, headers, user_name, ord)
          order by e.ord
          returning seq_id)
        select array_agg(seq_id order by seq_id), pg_notify('mt_events_appended', $8) from inserted
        """;

    /// <summary>The same for a lone event: without arrays it costs what a plain insert costs.</summary>
    public const string AppendOne = """
        with locked as materialized (
          select pg_advisory_xact_lock($6)),
        added as (
          insert into events.mt_streams (tenant_id, id, type, version, timestamp, created, is_archived)
          select $1, $2, $3, $5, $7, $7, false from locked where $4::bigint = 0 returning 1),
        changed as (
          update events.mt_streams s set version = $5, timestamp = $7 from locked
          where $4::bigint > 0 and s.tenant_id = $1 and s.id = $2 and s.version = $4 and not coalesce(s.is_archived, false) returning 1),
        fits as materialized (
          select events.require_versions((select count(*) from added) + (select count(*) from changed), 1)),
        inserted as (
          insert into events.mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
          select nextval('events.mt_events_sequence'), $9, $2, $5, $10, $11, $7, $1, $12, $13, $14, $15, $16, false from fits
          returning seq_id)
        select array[seq_id], pg_notify('mt_events_appended', $8) from inserted
        """;
}
