using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EventAgents.EventStore;

/// <summary>A range of the log, closed: its hash goes over the seal before it and over every row in it, and its signature over all that it says.</summary>
/// <param name="Number">1, 2, 3 … without a gap.</param>
/// <param name="Positions">Where its events are: <c>1-500,502-1001</c>. A position of its range that is not named was rolled back and is empty for ever.</param>
/// <param name="Previous">Hash of the seal before; 32 zeros for the first.</param>
/// <param name="Hash">SHA-256 over <paramref name="Previous"/> and each row's canonical form with a line end.</param>
/// <param name="RowHashes">The first 16 bytes of each row's own SHA-256, in order: they tell which row of a broken range it was.</param>
/// <param name="KeyId">Thumbprint of the public key (RFC 7638).</param>
/// <param name="SealedAt">By the sealing host's clock, UTC, whole microseconds.</param>
public sealed record Seal(long Number, PositionRanges Positions, byte[] Previous, byte[] Hash, byte[] RowHashes, string KeyId, DateTimeOffset SealedAt)
{
    /// <summary>Bytes that are kept of each row's hash. Nobody finds another row with the same 128 bits, and the seal's own hash has them all.</summary>
    public const int RowHashBytes = 16;

    /// <summary>ES256 (RFC 7518) over <see cref="SigningInput"/>: r and s, 64 bytes.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>The seal as it is handed out: a JSON Web Signature in compact form (RFC 7515), which any such library verifies.</summary>
    public string Jws => $"{SigningInput}.{Base64Url.EncodeToString(Signature)}";

    /// <summary>Header and statement as they are signed; made from the members, so that none can be altered alone.</summary>
    public string SigningInput => $"{Part(new { Alg = "ES256", Kid = KeyId })}.{Part(Statement)}";

    private object Statement => new
    {
        Number,
        Positions = Positions.ToString(),
        Events = Positions.Count,
        Previous = Convert.ToHexStringLower(Previous),
        Hash = Convert.ToHexStringLower(Hash),
        RowHashes = Convert.ToHexStringLower(SHA256.HashData(RowHashes)),
        SealedAt = SealedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
    };

    internal byte[] SignedBytes => Encoding.ASCII.GetBytes(SigningInput);

    /// <summary>What is kept of the row at a place within the seal.</summary>
    internal ReadOnlySpan<byte> RowHash(int index) => RowHashes.AsSpan(index * RowHashBytes, RowHashBytes);

    private static string Part(object json) => Base64Url.EncodeToString(CanonicalJson.Of(json));
}
