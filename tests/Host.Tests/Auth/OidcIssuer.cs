using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EventAgents.Host.Tests.Auth;

/// <summary>An issuer of tokens on a free port: discovery document, key set, and tokens as right or wrong as a test likes.</summary>
public sealed class OidcIssuer : IAsyncDisposable
{
    private readonly List<object> _published = [];
    private readonly WebApplication _app;

    private OidcIssuer(WebApplication app) => _app = app;

    public string Issuer { get; private set; } = "";

    public RSA Rsa { get; } = RSA.Create(2_048);

    public ECDsa Ecdsa { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>How often the key set was asked for.</summary>
    public int Fetches { get; private set; }

    public static async Task<OidcIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new OidcIssuer(app);
        app.MapGet("/.well-known/openid-configuration", () => new { issuer = issuer.Issuer, jwks_uri = $"{issuer.Issuer}/keys" });
        app.MapGet("/keys", () =>
        {
            issuer.Fetches++;
            return new { keys = issuer._published };
        });
        await app.StartAsync();
        issuer.Issuer = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        issuer.Publish("rsa-1", issuer.Rsa);
        issuer.Publish("ec-1", issuer.Ecdsa);
        return issuer;
    }

    public void Publish(string keyId, RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        _published.Add(new { kid = keyId, kty = "RSA", use = "sig", alg = "RS256", n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) });
    }

    public void Publish(string keyId, ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        _published.Add(new { kid = keyId, kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) });
    }

    public string SignRsa(object header, object claims, RSA? key = null) =>
        Sign(header, claims, bytes => (key ?? Rsa).SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string SignEcdsa(object header, object claims) =>
        Sign(header, claims, bytes => Ecdsa.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    public static string Sign(object header, object claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Encode(header)}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Rsa.Dispose();
        Ecdsa.Dispose();
    }

    private static string Encode(object json) => Base64Url.EncodeToString(json is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(json));
}
