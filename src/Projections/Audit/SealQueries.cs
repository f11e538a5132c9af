using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Projections.Audit;

/// <summary>Shows the seals of the log. They are the installation's: a seal names positions and hashes of all organisations, and no content of any.</summary>
/// <param name="database">Where they are.</param>
public sealed class SealQueries(NpgsqlDataSource database)
{
    /// <summary>One page, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public async Task<Page<SealView>> ListAsync(PageRequest page, CancellationToken cancellation)
    {
        var seals = await SealTable.ReadNewestAsync(database, Cursor.ReadOrNull(page.Cursor, nameof(SealQueries)), page.Limit + 1, cancellation);
        var items = seals.Take(page.Limit).Select(SealView.Of).ToList();
        return new Page<SealView>(items, seals.Count > page.Limit ? Cursor.Of(items[^1].Number, nameof(SealQueries)) : null);
    }

    /// <summary>The signed seals of a part of the log, in order, so that memory stays flat.</summary>
    public IAsyncEnumerable<string> CoveringAsync(long firstPosition, long lastPosition, CancellationToken cancellation) =>
        SealTable.CoveringAsync(database, firstPosition, lastPosition, cancellation).Select(seal => seal.Jws);
}

/// <summary>A seal.</summary>
/// <param name="Number">1, 2, 3 … without a gap.</param>
/// <param name="Positions">Where its events are, as ranges.</param>
/// <param name="Events">How many they are.</param>
/// <param name="Previous">Hash of the seal before, in hex.</param>
/// <param name="Hash">SHA-256 over that hash and the canonical form of each event's row, in hex.</param>
/// <param name="KeyId">Thumbprint of the key that signed it.</param>
/// <param name="SealedAt">When, UTC.</param>
/// <param name="Jws">All of that, signed: a JSON Web Signature in compact form.</param>
public sealed record SealView(long Number, string Positions, long Events, string Previous, string Hash, string KeyId, DateTimeOffset SealedAt, string Jws)
{
    internal static SealView Of(Seal seal) => new(
        seal.Number, seal.Positions.ToString(), seal.Positions.Count, Convert.ToHexStringLower(seal.Previous), Convert.ToHexStringLower(seal.Hash), seal.KeyId,
        seal.SealedAt, seal.Jws);
}
