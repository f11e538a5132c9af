using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;

namespace EventAgents.EventStore;

/// <summary>The key that seals are signed with, and the public keys that they are verified with: that one's own and those of earlier or other hosts.</summary>
public sealed class SealKeys : IDisposable
{
    private readonly Lock _lock = new();  // the framework's keys promise nothing to two threads
    private readonly ECDsa? _signing;
    private readonly FrozenDictionary<string, ECDsa> _trusted;

    /// <summary>Takes the keys over and disposes of them.</summary>
    /// <param name="signing">A private key on NIST P-256; null where seals are only verified.</param>
    /// <param name="trusted">Further public keys on NIST P-256.</param>
    /// <exception cref="ArgumentException">A key is on another curve.</exception>
    public SealKeys(ECDsa? signing, params IEnumerable<ECDsa> trusted)
    {
        _signing = signing;
        _trusted = trusted.Concat(signing is null ? [] : [signing]).DistinctBy(key => SealPublicKey.Of(key).KeyId).ToFrozenDictionary(key => SealPublicKey.Of(key).KeyId);
    }

    /// <summary>The public keys, for whoever verifies.</summary>
    public IReadOnlyList<SealPublicKey> PublicKeys => [.. _trusted.Values.Select(SealPublicKey.Of).OrderBy(key => key.KeyId, StringComparer.Ordinal)];

    /// <summary>Whether a key's seals are believed.</summary>
    public bool Trusts(string keyId) => _trusted.ContainsKey(keyId);

    /// <summary>Whether a key is on the curve that seals are signed on, NIST P-256.</summary>
    public static bool IsOnItsCurve(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve.Oid.FriendlyName is "nistP256" or "ECDSA_P256";

    /// <summary>Signs a seal.</summary>
    /// <exception cref="InvalidOperationException">There is no private key.</exception>
    internal Seal Sign(Seal seal)
    {
        if (_signing is null) throw new InvalidOperationException("There is no key to sign with.");
        var own = seal with { KeyId = SealPublicKey.Of(_signing).KeyId };
        lock (_lock) return own with { Signature = _signing.SignData(own.SignedBytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) };
    }

    /// <summary>Whether a trusted key signed these bytes.</summary>
    public bool Verify(string keyId, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        if (!_trusted.TryGetValue(keyId, out var key)) return false;
        lock (_lock) return key.VerifyData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    internal bool Verify(Seal seal) => Verify(seal.KeyId, seal.SignedBytes, seal.Signature);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _trusted.Values) key.Dispose();
    }
}

/// <summary>A public key as a JSON Web Key (RFC 7517) and as PEM.</summary>
/// <param name="KeyId">SHA-256 thumbprint (RFC 7638), base64url.</param>
/// <param name="X">The point's first coordinate, base64url.</param>
/// <param name="Y">The point's second coordinate, base64url.</param>
/// <param name="Pem">SubjectPublicKeyInfo, as <c>openssl</c> reads it.</param>
public sealed record SealPublicKey(string KeyId, string X, string Y, string Pem)
{
    internal static SealPublicKey Of(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        if (!SealKeys.IsOnItsCurve(key)) throw new ArgumentException("A key for seals is on the curve NIST P-256.", nameof(key));
        var (x, y) = (Base64Url.EncodeToString(parameters.Q.X), Base64Url.EncodeToString(parameters.Q.Y));
        var thumbprint = SHA256.HashData(CanonicalJson.Of(new { Crv = "P-256", Kty = "EC", X = x, Y = y }));
        return new SealPublicKey(Base64Url.EncodeToString(thumbprint), x, y, key.ExportSubjectPublicKeyInfoPem());
    }
}
