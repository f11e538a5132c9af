using EventAgents.Host.Settings;

namespace EventAgents.Host.Tests.Hosting;

public class EnvironmentMarkTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Theory]
    [InlineData("Staging")]
    [InlineData("Production")]
    public async Task A_store_of_one_environment_is_not_opened_in_another(string environment)
    {
        var refusal = await Assert.ThrowsAsync<SettingsException>(() => host.StartAnotherAsync(("DOTNET_ENVIRONMENT", environment)));
        Assert.Contains("was made in Development", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_the_cookie_travels_encrypted_only()
    {
        var database = await EventAgents.Testing.PostgresFixture.NewDatabaseAsync(TestContext.Current.CancellationToken);
        await using var staging = await host.StartAnotherAsync(("DOTNET_ENVIRONMENT", "Staging"), ("ConnectionStrings:EventStore", database));
        using var client = new HttpClient { BaseAddress = staging.ApiAddress };
        var answer = await client.PostAsJsonAsync("/api/v1/user/signup", new { email = "ada@example.com", password = "correct horse battery" }, TestContext.Current.CancellationToken);
        Assert.Contains("; secure", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task In_production_nobody_signs_up_uninvited()
    {
        var database = await EventAgents.Testing.PostgresFixture.NewDatabaseAsync(TestContext.Current.CancellationToken);
        await using var production = await host.StartAnotherAsync(
            ("DOTNET_ENVIRONMENT", "Production"), ("ConnectionStrings:EventStore", database), ("GuardKeys:Secrets:0:Id", "1"),
            ("GuardKeys:Secrets:0:Secret", Convert.ToBase64String(new byte[32])));
        using var client = new HttpClient { BaseAddress = production.ApiAddress };
        var answer = await client.PostAsJsonAsync("/api/v1/user/signup", new { email = "ada@example.com", password = "correct horse battery" }, TestContext.Current.CancellationToken);
        await answer.ReadProblemAsync(System.Net.HttpStatusCode.Forbidden, "signup-closed");
    }
}
