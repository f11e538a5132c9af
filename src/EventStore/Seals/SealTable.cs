using System.Runtime.CompilerServices;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>Reads and writes <c>ops.seals</c>.</summary>
public static class SealTable
{
    private const int PageSize = 200;  // rows of at most 16 KiB
    private const string Columns = "number, positions, previous, hash, row_hashes, key_id, sealed_at, signature, first_position, last_position, events";

    private const string Insert = """
        insert into ops.seals (number, first_position, last_position, events, positions, previous, hash, row_hashes, key_id, signature, sealed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    /// <summary>One page, newest first.</summary>
    /// <param name="database">Where the seals are.</param>
    /// <param name="before">Below this number; null for the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<List<Seal>> ReadNewestAsync(NpgsqlDataSource database, long? before, int limit, CancellationToken cancellation)
    {
        const string Newest = $"select {Columns} from ops.seals where number < $1 order by number desc limit $2";
        var seals = new List<Seal>();
        for (var number = before ?? long.MaxValue; seals.Count < limit;)
        {
            var page = await ReadAsync(database, Newest, [number, limit], cancellation);
            seals.AddRange(page.Select(row => row.Seal).OfType<Seal>().Take(limit - seals.Count));
            if (page.Count < limit) break;
            number = page[^1].Number;
        }
        return seals;
    }

    /// <summary>Seals that hold positions of a range, in order, page by page.</summary>
    /// <param name="database">Where the seals are.</param>
    /// <param name="first">The first position wanted.</param>
    /// <param name="last">The last position wanted.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async IAsyncEnumerable<Seal> CoveringAsync(
        NpgsqlDataSource database, long first, long last, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const string Cover = $"select {Columns} from ops.seals where last_position >= $1 and first_position <= $2 order by last_position limit $3";
        while (true)
        {
            var page = await ReadAsync(database, Cover, [first, last, PageSize], cancellation);
            foreach (var seal in page.Select(row => row.Seal).OfType<Seal>()) yield return seal;
            if (page.Count < PageSize || page[^1].LastPosition == long.MaxValue) yield break;
            first = page[^1].LastPosition + 1;
        }
    }

    /// <summary>All seals in the order of their numbers, those that cannot be read (which is a fault of their own) as null.</summary>
    internal static async IAsyncEnumerable<(long Number, Seal? Seal)> AllAsync(NpgsqlDataSource database, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = long.MinValue; ;)
        {
            var page = await ReadAsync(database, $"select {Columns} from ops.seals where number > $1 order by number limit $2", [after, PageSize], cancellation);
            foreach (var (number, _, seal) in page) yield return (number, seal);
            if (page.Count < PageSize) yield break;
            after = page[^1].Number;
        }
    }

    /// <summary>The newest seal as the open transaction sees it; null when there is none.</summary>
    /// <exception cref="SealException">It cannot be read.</exception>
    internal static async Task<Seal?> ReadLastAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from ops.seals order by number desc limit 1", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        return await rows.ReadAsync(cancellation) ? ReadRow(rows) ?? throw new SealException($"Seal {rows.GetInt64(0)} was altered.") : null;
    }

    /// <summary>The hash of a seal; null when there is no such seal.</summary>
    internal static async Task<byte[]?> FindHashAsync(NpgsqlConnection connection, long number, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select hash from ops.seals where number = $1", connection) { Parameters = { new() { Value = number } } };
        return await command.ExecuteScalarAsync(cancellation) as byte[];
    }

    internal static async Task InsertAsync(NpgsqlConnection connection, Seal seal, CancellationToken cancellation)
    {
        await using var command = Command(new NpgsqlCommand(Insert, connection),
        [
            seal.Number, seal.Positions.First, seal.Positions.Last, (int)seal.Positions.Count, seal.Positions.ToString(), seal.Previous, seal.Hash, seal.RowHashes, seal.KeyId,
            seal.Signature, seal.SealedAt,
        ]);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>One page of rows. A row that cannot be read is one too, or whoever counts rows would take it for the end.</summary>
    private static async Task<List<(long Number, long LastPosition, Seal? Seal)>> ReadAsync(
        NpgsqlDataSource database, string sql, object[] values, CancellationToken cancellation)
    {
        await using var command = Command(database.CreateCommand(sql), values);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var page = new List<(long, long, Seal?)>();
        while (await rows.ReadAsync(cancellation)) page.Add((rows.GetInt64(0), rows.GetInt64(9), ReadRow(rows)));
        return page;
    }

    /// <returns>Null when the columns that are there for searching say something else than those that are signed.</returns>
    private static Seal? ReadRow(NpgsqlDataReader row)
    {
        if (PositionRanges.Parse(row.GetString(1)) is not { } positions) return null;
        var isWhole = positions.First == row.GetInt64(8) && positions.Last == row.GetInt64(9) && positions.Count == row.GetInt32(10);
        var rowHashes = row.GetFieldValue<byte[]>(4);
        if (!isWhole || rowHashes.Length != positions.Count * Seal.RowHashBytes) return null;
        return new Seal(
            row.GetInt64(0), positions, row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3), rowHashes, row.GetString(5), row.GetFieldValue<DateTimeOffset>(6))
        {
            Signature = row.GetFieldValue<byte[]>(7),
        };
    }

    private static NpgsqlCommand Command(NpgsqlCommand command, ReadOnlySpan<object> values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
