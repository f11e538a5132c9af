using System.Security.Cryptography;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Seals the log as far as it is final: every <see cref="MaxEvents"/> events, and what is left once a <see cref="Interval"/>. Of several hosts one does it,
/// under a lock of the database. It builds on nothing that it does not believe: a chain that ends earlier than this host has seen, or with a seal that no
/// trusted key signed, gets no further seal, since sealing would cover up what was done to it.
/// </summary>
/// <param name="database">Where the log is.</param>
/// <param name="mark">Up to where it is final.</param>
/// <param name="keys">Signs.</param>
/// <param name="head">What this host saw last.</param>
/// <param name="clock">The time of sealing.</param>
public sealed class Sealer(LogDatabase database, HighWaterMark mark, SealKeys keys, SealHead head, TimeProvider clock)
{
    /// <summary>Most events in one seal.</summary>
    public const int MaxEvents = 1_000;

    /// <summary>How often fewer events than that are sealed.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    private const string TryLock = $"select pg_try_advisory_xact_lock(hashtextextended('eventagents seals', 0)), {CanonicalRow.InOrder}";

    /// <summary>Makes the seals that are due.</summary>
    /// <param name="all">Seals everything, due or not: before a host stops, say.</param>
    /// <param name="cancellation">Gives up; what was sealed stays.</param>
    /// <returns>How many seals were made; null when another host is at it, so that nothing was looked at.</returns>
    /// <exception cref="SealException">The chain of seals is not as it should be.</exception>
    public async Task<int?> SealAsync(bool all = false, CancellationToken cancellation = default)
    {
        for (var made = 0; ; made++)
        {
            if (await SealNextAsync(all, cancellation) is not { } isMade) return made == 0 ? null : made;
            if (!isMade) return made;
        }
    }

    private async Task<bool?> SealNextAsync(bool all, CancellationToken cancellation)
    {
        await using var connection = await database.Pool.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var own = new NpgsqlCommand(TryLock, connection))
        {
            if (!(bool)(await own.ExecuteScalarAsync(cancellation))!) return null;
        }
        var last = await SealTable.ReadLastAsync(connection, cancellation);
        await CheckAsync(connection, last, cancellation);

        var now = clock.GetUtcNow();
        var mayBePart = all || last is null || last.SealedAt + Interval <= now;
        if (await HashAsync(connection, last, now, mayBePart, cancellation) is not { } next) return false;
        var made = keys.Sign(next);
        await SealTable.InsertAsync(connection, made, cancellation);
        await transaction.CommitAsync(cancellation);
        head.Write(made);
        return true;
    }

    private async Task CheckAsync(NpgsqlConnection connection, Seal? last, CancellationToken cancellation)
    {
        if (last is not null && !keys.Trusts(last.KeyId))
        {
            throw new SealException($"Seal {last.Number} was made with the key {last.KeyId}, which this host does not know. If it is another host's, name its public key in Seals__TrustedKeyFiles.");
        }
        if (last is not null && !keys.Verify(last)) throw new SealException($"Seal {last.Number} was altered: its signature does not fit.");
        if (head.Read() is not { } seen) return;
        var hash = last?.Number == seen.Number ? last.Hash : await SealTable.FindHashAsync(connection, seen.Number, cancellation);
        if (hash is null || !hash.AsSpan().SequenceEqual(seen.Hash))
        {
            throw new SealException($"Seal {seen.Number} is {(hash is null ? "missing" : "another one")}; this host has seen it. If an older backup was put in place on purpose, remove {head}.");
        }
    }

    /// <returns>The next seal, unsigned; null when nothing is due.</returns>
    private async Task<Seal?> HashAsync(NpgsqlConnection connection, Seal? last, DateTimeOffset now, bool mayBePart, CancellationToken cancellation)
    {
        var after = last?.Positions.Last ?? 0;
        var final = mark.Position;
        if (final <= after || (!mayBePart && final - after < MaxEvents)) return null;

        byte[] previous = last?.Hash ?? new byte[SHA256.HashSizeInBytes];
        var positions = new List<long>(MaxEvents);
        var rowHashes = new byte[MaxEvents * Seal.RowHashBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);

        await using var read = new NpgsqlCommand($"{CanonicalRow.Select} limit {MaxEvents}", connection) { Parameters = { new() { Value = after }, new() { Value = final } } };
        await using var rows = await read.ExecuteReaderAsync(cancellation);
        var row = new CanonicalRow();
        while (await rows.ReadAsync(cancellation))
        {
            row.Read(rows);
            row.Hash(rowHashes.AsSpan(positions.Count * Seal.RowHashBytes));
            hash.AppendData(row.Line);
            positions.Add(row.Position);
        }
        if (positions.Count == 0 || (!mayBePart && positions.Count < MaxEvents)) return null;

        var sealedAt = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);  // what PostgreSQL keeps
        return new Seal((last?.Number ?? 0) + 1, PositionRanges.Of(positions), previous, hash.GetHashAndReset(), rowHashes[..(positions.Count * Seal.RowHashBytes)], KeyId: "", sealedAt);
    }
}
