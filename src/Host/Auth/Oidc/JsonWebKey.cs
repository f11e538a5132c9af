using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace EventAgents.Host.Auth.Oidc;

/// <summary>A public key of an issuer (RFC 7517), bound to the one algorithm that fits its kind, so that a token cannot choose another.</summary>
internal sealed class JsonWebKey
{
    private const string Rs256 = "RS256";
    private const string Es256 = "ES256";
    private const int MinRsaBits = 2_048;

    private readonly RSAParameters? _rsa;
    private readonly ECParameters? _ecdsa;

    private JsonWebKey(string id, RSAParameters? rsa, ECParameters? ecdsa) => (Id, _rsa, _ecdsa) = (id, rsa, ecdsa);

    public string Id { get; }

    public static bool IsAllowed(string algorithm) => algorithm is Rs256 or Es256;

    /// <summary>Reads one member of a key set; null for a key that is no use here: of another kind, too short, or for encryption.</summary>
    public static JsonWebKey? Read(JsonElement key)
    {
        string? Text(string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (Text("kid") is not { Length: > 0 } id || Text("use") is not (null or "sig")) return null;
        try
        {
            byte[] Bytes(string name) => Base64Url.DecodeFromChars(Text(name) ?? throw new FormatException());
            switch (Text("kty"), Text("alg"))
            {
                case ("RSA", null or Rs256):
                    var rsa = new RSAParameters { Modulus = Bytes("n"), Exponent = Bytes("e") };
                    using (var check = RSA.Create(rsa)) return check.KeySize >= MinRsaBits ? new JsonWebKey(id, rsa, ecdsa: null) : null;
                case ("EC", null or Es256) when Text("crv") == "P-256":
                    var point = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes("x"), Y = Bytes("y") } };
                    using (ECDsa.Create(point)) return new JsonWebKey(id, rsa: null, point);
                default:
                    return null;
            }
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether the signature is this key's, by the algorithm that the token names.</summary>
    public bool Verifies(string algorithm, byte[] signed, byte[] signature)
    {
        if (algorithm == Rs256 && _rsa is { } rsa)
        {
            using var key = RSA.Create(rsa);
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        if (algorithm == Es256 && _ecdsa is { } ecdsa)
        {
            using var key = ECDsa.Create(ecdsa);
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        return false;
    }
}
