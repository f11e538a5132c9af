using System.Security.Cryptography;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>Goes through log and seals side by side and finds the first place where they do not fit. It changes nothing, and may run while the log grows.</summary>
/// <param name="database">Where both are.</param>
/// <param name="keys">The public keys that are trusted. Nothing in the database is.</param>
/// <param name="clock">Tells which events should have been sealed by now.</param>
public sealed class SealVerifier(NpgsqlDataSource database, SealKeys keys, TimeProvider clock)
{
    /// <summary>How long an event may wait for its seal: several times <see cref="Sealer.Interval"/>, since a host may just be restarting.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(5);

    private const string FindEnd = "select coalesce(max(number), 0), coalesce(max(last_position), 0) from ops.seals";
    private const string FindRest = "select count(*), coalesce(min(seq_id), 0), coalesce(min(timestamp), 'infinity') < $2 from events.mt_events where seq_id > $1";

    /// <summary>Verifies everything from the first event on.</summary>
    /// <param name="known">Seals that must be there as they were: what a host remembers, what an export holds.</param>
    /// <param name="progress">Told after every seal.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SealReport> VerifyAsync(
        IReadOnlyCollection<KnownSeal> known, IProgress<SealProgress>? progress = null, CancellationToken cancellation = default)
    {
        var (lastNumber, lastPosition) = await ReadAsync(FindEnd, [], row => (row.GetInt64(0), row.GetInt64(1)), cancellation);

        // Younger than the seals, so that it sees every event that they hold.
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var plan = new NpgsqlCommand($"select {CanonicalRow.InOrder}", connection)) await plan.ExecuteNonQueryAsync(cancellation);
        await using var read = new NpgsqlCommand(CanonicalRow.Select, connection) { CommandTimeout = 0, Parameters = { new() { Value = long.MinValue }, new() { Value = lastPosition } } };
        await using var rows = await read.ExecuteReaderAsync(cancellation);
        var walk = new Walk(rows, keys, known);
        await walk.MoveAsync(cancellation);
        await foreach (var (number, seal) in SealTable.AllAsync(database, cancellation))
        {
            if (number > lastNumber) break;
            if (await walk.TakeAsync(number, seal, cancellation) is { } fault) return walk.Report(unsealed: 0, fault);
            progress?.Report(new SealProgress(walk.SealedTo, lastPosition));
        }

        var (unsealed, first, isOverdue) = await ReadAsync(
            FindRest, [walk.SealedTo, clock.GetUtcNow() - Patience], row => (row.GetInt64(0), row.GetInt64(1), row.GetBoolean(2)), cancellation);
        return walk.Report(unsealed, walk.FaultAtEnd() ?? (isOverdue ? new SealFault(SealFaultKind.NotSealed, first, SealNumber: null) : null));
    }

    private async Task<T> ReadAsync<T>(string sql, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return read(row);
    }

    /// <summary>Where the verification is: the last seal that holds, and the first row behind it.</summary>
    private sealed class Walk(NpgsqlDataReader rows, SealKeys keys, IReadOnlyCollection<KnownSeal> known)
    {
        private readonly CanonicalRow _row = new();
        private readonly byte[] _rowHash = new byte[Seal.RowHashBytes];
        private bool _hasRow;
        private byte[] _hash = new byte[SHA256.HashSizeInBytes];
        private long _number;
        private long _events;

        public long SealedTo { get; private set; }

        public SealReport Report(long unsealed, SealFault? fault) => new(_number, _events, SealedTo, unsealed, fault);

        public async Task MoveAsync(CancellationToken cancellation)
        {
            _hasRow = await rows.ReadAsync(cancellation);
            if (_hasRow) _row.Read(rows);
        }

        /// <summary>Takes the next seal and its rows, or says what is wrong with the first that does not fit.</summary>
        public async Task<SealFault?> TakeAsync(long number, Seal? seal, CancellationToken cancellation)
        {
            if (FaultOf(number, seal) is { } broken) return new SealFault(broken, SealedTo + 1, broken == SealFaultKind.SealMissing ? _number + 1 : number);

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(_hash);
            var index = 0;
            foreach (var position in seal!.Positions.All)
            {
                if (!_hasRow || _row.Position > position) return new SealFault(SealFaultKind.EventMissing, position, number);
                if (_row.Position < position) return new SealFault(SealFaultKind.EventAdded, _row.Position, number);
                _row.Hash(_rowHash);
                if (!seal.RowHash(index++).SequenceEqual(_rowHash)) return new SealFault(SealFaultKind.EventAltered, position, number);
                hash.AppendData(_row.Line);
                await MoveAsync(cancellation);
            }
            if (!hash.GetHashAndReset().AsSpan().SequenceEqual(seal.Hash)) return new SealFault(SealFaultKind.SealAltered, SealedTo + 1, number);

            (_hash, _number, _events, SealedTo) = (seal.Hash, number, _events + seal.Positions.Count, seal.Positions.Last);
            return null;
        }

        /// <summary>A seal behind the last one is known: it was cut off.</summary>
        public SealFault? FaultAtEnd() =>
            known.Any(one => one.Number > _number) ? new SealFault(SealFaultKind.SealMissing, SealedTo + 1, _number + 1) : null;

        /// <summary>What is wrong with a seal before its rows are looked at.</summary>
        private SealFaultKind? FaultOf(long number, Seal? seal)
        {
            if (number > _number + 1) return SealFaultKind.SealMissing;
            if (seal is null || number != _number + 1) return SealFaultKind.SealAltered;
            if (!keys.Trusts(seal.KeyId)) return SealFaultKind.KeyUnknown;
            if (!keys.Verify(seal)) return SealFaultKind.SealAltered;
            var isOther = known.Any(one => one.Number == number && !one.Hash.AsSpan().SequenceEqual(seal.Hash));
            return isOther || !seal.Previous.AsSpan().SequenceEqual(_hash) || seal.Positions.First <= SealedTo ? SealFaultKind.SealReplaced : null;
        }
    }
}
