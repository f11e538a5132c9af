using System.Buffers;
using System.Security.Cryptography;

namespace EventAgents.Guard.Masking;

/// <summary>
/// A tenant's secret and its id. Placeholders, surrogates and ciphers each use a key of their own derived from it (HKDF, RFC 5869),
/// so that one can never be used against another. Safe for concurrent use.
/// </summary>
public sealed class TenantKey
{
    /// <summary>Shortest secret that is accepted, in bytes.</summary>
    public const int MinSecretBytes = 32;

    private readonly byte[] _tokens, _settings, _settingsDigest;

    /// <summary>Derives the working keys.</summary>
    /// <param name="tenant">Tenant that the key belongs to.</param>
    /// <param name="id">Id of the key, recorded with every call; never secret.</param>
    /// <param name="secret">At least <see cref="MinSecretBytes"/> random bytes.</param>
    /// <exception cref="ArgumentException">The secret is missing or too short.</exception>
    public TenantKey(string tenant, string id, ReadOnlySpan<byte> secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (secret.Length < MinSecretBytes) throw new ArgumentException($"A tenant's secret has at least {MinSecretBytes} bytes.", nameof(secret));
        Tenant = tenant;
        Id = id;
        _tokens = Derive(secret, "tokens"u8);
        Numbers = new Ff1(Derive(secret, "numbers"u8));
        ChainKey = Derive(secret, "chains"u8);
        CacheKey = Derive(secret, "findings"u8);
        _settings = Derive(secret, "settings"u8);
        _settingsDigest = Derive(secret, "settings digest"u8);
    }

    /// <summary>Tenant that the key belongs to.</summary>
    public string Tenant { get; }

    /// <summary>Id of the key.</summary>
    public string Id { get; }

    /// <summary>Format-preserving cipher for numbers.</summary>
    internal Ff1 Numbers { get; }

    /// <summary>AES-256 key for maps that are kept for provider-side state.</summary>
    internal byte[] ChainKey { get; }

    /// <summary>Key under which findings are cached.</summary>
    internal byte[] CacheKey { get; }

    /// <summary>Encrypts settings of the tenant's that hold personal data, with AES-256-GCM; the key's id must be stored beside them.</summary>
    /// <param name="settings">What is kept.</param>
    /// <param name="id">Under which id; the same is needed for opening.</param>
    public byte[] SealSettings(ReadOnlySpan<byte> settings, Guid id) => SealedBytes.Seal(_settings, settings, $"{Tenant}\n{Id}\n{id}");

    /// <summary>Opens what <see cref="SealSettings"/> made; null where tenant, key, id or bytes are not those of sealing.</summary>
    public byte[]? OpenSettings(ReadOnlySpan<byte> bytes, Guid id) => SealedBytes.Open(_settings, bytes, $"{Tenant}\n{Id}\n{id}");

    /// <summary>HMAC-SHA-256 of settings, in hex: who has no key cannot try values against it.</summary>
    public string DigestOfSettings(ReadOnlySpan<byte> settings) => Convert.ToHexStringLower(HMACSHA256.HashData(_settingsDigest, settings));

    /// <summary>HMAC-SHA-256 over type name, a zero byte and the exact characters found in UTF-8: 32 bytes.</summary>
    internal void Digest(ReadOnlySpan<byte> typeName, ReadOnlySpan<byte> value, Span<byte> digest)
    {
        var length = typeName.Length + 1 + value.Length;
        var rented = length <= 512 ? null : ArrayPool<byte>.Shared.Rent(length);
        var message = rented is null ? stackalloc byte[512] : rented;
        typeName.CopyTo(message);
        message[typeName.Length] = 0;
        value.CopyTo(message[(typeName.Length + 1)..]);
        HMACSHA256.HashData(_tokens, message[..length], digest);
        CryptographicOperations.ZeroMemory(message[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    private static byte[] Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> use)
    {
        var key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt: "eventagents.guard"u8, info: use);
        return key;
    }
}
