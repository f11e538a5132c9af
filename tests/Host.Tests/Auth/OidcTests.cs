using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace EventAgents.Host.Tests.Auth;

/// <summary>A host that takes the tokens of an issuer.</summary>
public sealed class OidcHostFixture : HostFixture, IAsyncLifetime
{
    public OidcIssuer Issuer { get; private set; } = null!;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Auth:Oidc:Issuer"] = Issuer.Issuer,
        ["Auth:Oidc:Audience"] = "eventagents",
        ["Auth:Oidc:AllowHttp"] = "true",
    };

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        Issuer = await OidcIssuer.StartAsync();
        await InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

public class OidcTests(OidcHostFixture host) : IClassFixture<OidcHostFixture>
{
    private static readonly object Rs256 = new { alg = "RS256", kid = "rsa-1", typ = "JWT" };
    private readonly OidcIssuer _issuer = host.Issuer;

    [Fact]
    public async Task A_token_signed_with_RS256_comes_in_with_its_organisation_and_roles()
    {
        var me = await (await AskAsync(_issuer.SignRsa(Rs256, Claims()))).ReadAsync();
        Assert.Equal(host.Ours.Id, me.GetProperty("organisation").GetString());
        Assert.Equal("member", Assert.Single(me.GetProperty("roles").EnumerateArray()).GetString());
        Assert.True(Guid.TryParse(me.GetProperty("id").GetString(), out _), "The subject itself must not be told: it may be a name.");
    }

    [Fact]
    public async Task A_token_signed_with_ES256_comes_in() => await (await AskAsync(_issuer.SignEcdsa(new { alg = "ES256", kid = "ec-1" }, Claims()))).ReadAsync();

    [Fact]
    public async Task An_audience_may_be_one_of_several() => await (await AskAsync(_issuer.SignRsa(Rs256, Claims(audience: new[] { "other", "eventagents" })))).ReadAsync();

    [Fact]
    public async Task No_algorithm_is_no_signature() => await RefusedAsync(OidcIssuer.Sign(new { alg = "none", kid = "rsa-1" }, Claims(), _ => []));

    [Fact]
    public async Task The_public_key_is_no_secret_to_sign_with() =>
        await RefusedAsync(OidcIssuer.Sign(new { alg = "HS256", kid = "rsa-1" }, Claims(), bytes => HMACSHA256.HashData(_issuer.Rsa.ExportSubjectPublicKeyInfo(), bytes)));

    [Fact]
    public async Task An_RSA_key_is_no_key_for_ES256() => await RefusedAsync(_issuer.SignEcdsa(new { alg = "ES256", kid = "rsa-1" }, Claims()));

    [Fact]
    public async Task Another_issuer_is_refused() => await RefusedAsync(_issuer.SignRsa(Rs256, Claims(issuer: "https://login.example.org")));

    [Fact]
    public async Task Another_audience_is_refused() => await RefusedAsync(_issuer.SignRsa(Rs256, Claims(audience: "someone-else")));

    [Fact]
    public async Task An_unknown_organisation_is_refused() => await RefusedAsync(_issuer.SignRsa(Rs256, Claims(organisation: "Nobody's")));

    [Fact]
    public async Task An_expired_token_is_refused() => await RefusedAsync(_issuer.SignRsa(Rs256, Claims(expiresIn: TimeSpan.FromMinutes(-5))));

    [Fact]
    public async Task A_token_of_tomorrow_is_refused() => await RefusedAsync(_issuer.SignRsa(Rs256, Claims(validIn: TimeSpan.FromMinutes(5))));

    [Fact]
    public async Task A_token_without_an_end_is_refused() =>
        await RefusedAsync(_issuer.SignRsa(Rs256, new { iss = _issuer.Issuer, aud = "eventagents", sub = "ada", organisation = "Analytical Engines", roles = new[] { "member" } }));

    [Fact]
    public async Task A_signature_of_another_key_is_refused()
    {
        using var stranger = RSA.Create(2_048);
        await RefusedAsync(_issuer.SignRsa(Rs256, Claims(), stranger));
    }

    [Fact]
    public async Task Changed_claims_are_refused()
    {
        var parts = _issuer.SignRsa(Rs256, Claims()).Split('.');
        var other = _issuer.SignRsa(Rs256, Claims(organisation: "Difference Engines")).Split('.');
        await RefusedAsync($"{parts[0]}.{other[1]}.{parts[2]}");
    }

    [Fact]
    public async Task A_key_without_a_name_is_refused() => await RefusedAsync(_issuer.SignRsa(new { alg = "RS256" }, Claims()));

    [Fact]
    public async Task An_extension_that_is_not_known_is_refused() => await RefusedAsync(_issuer.SignRsa(new { alg = "RS256", kid = "rsa-1", crit = new[] { "b64" } }, Claims()));

    [Fact]
    public async Task A_member_that_stands_twice_is_refused() => await RefusedAsync(_issuer.SignRsa("""{"alg":"RS256","kid":"rsa-1","kid":"rsa-1"}""", Claims()));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9..")]
    [InlineData("....")]
    public async Task What_is_no_token_is_refused(string token) => await RefusedAsync(token);

    [Fact]
    public async Task A_rotated_key_is_taken_and_unknown_ones_are_asked_for_once_a_minute()
    {
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        using var next = RSA.Create(2_048);
        var token = _issuer.SignRsa(new { alg = "RS256", kid = "rsa-2" }, Claims(expiresIn: TimeSpan.FromHours(1)), next);
        await RefusedAsync(token);
        var fetches = _issuer.Fetches;

        _issuer.Publish("rsa-2", next);
        await RefusedAsync(token);
        Assert.Equal(fetches, _issuer.Fetches);

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await AskAsync(token)).ReadAsync();
        Assert.Equal(fetches + 1, _issuer.Fetches);
    }

    private object Claims(
        string? issuer = null, object? audience = null, string organisation = "Analytical Engines", TimeSpan? expiresIn = null, TimeSpan? validIn = null)
    {
        var now = host.Clock.GetUtcNow();
        return new
        {
            iss = issuer ?? _issuer.Issuer,
            aud = audience ?? "eventagents",
            sub = "ada@example.com",
            exp = (now + (expiresIn ?? TimeSpan.FromMinutes(5))).ToUnixTimeSeconds(),
            nbf = (now + (validIn ?? TimeSpan.Zero)).ToUnixTimeSeconds(),
            organisation,
            roles = new[] { "member", "emperor" },
        };
    }

    private async Task<HttpResponseMessage> AskAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/user/me") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        return await host.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task RefusedAsync(string token) => await (await AskAsync(token)).ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
}
