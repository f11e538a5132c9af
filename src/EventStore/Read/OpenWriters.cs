namespace EventAgents.EventStore;

/// <summary>
/// The transactions that may still bring events whose numbers are drawn already. <c>nextval</c> and an insert each lock their relation until the
/// transaction ends, and a commit is visible before its locks are gone. So backups, reports and vacuums, however long they run, are none of these.
/// </summary>
internal sealed class OpenWriters(LogDatabase database)
{
    private const string Prepared = "-1/";  // how pg_locks names a transaction that PREPARE TRANSACTION has taken out of its session
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private const string Find = """
        select virtualtransaction from pg_locks
        where locktype = 'relation' and mode = 'RowExclusiveLock' and granted and database = (select oid from pg_database where datname = current_database())
          and relation in ('events.mt_events_sequence'::regclass, 'events.mt_events'::regclass)
        """;

    /// <summary>Returns when all that are open now have ended, one way or the other.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var open = await FindAsync(cancellation);
        while (open.Count > 0)
        {
            await Task.Delay(Pause, cancellation);
            var now = await FindAsync(cancellation);
            open.IntersectWith(now);
            open.UnionWith(now.Where(name => name.StartsWith(Prepared, StringComparison.Ordinal)));  // an open one may have become one of them
        }
    }

    private async Task<HashSet<string>> FindAsync(CancellationToken cancellation)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        await using var command = database.Pool.CreateCommand(Find);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) open.Add(reader.GetString(0));
        return open;
    }
}
