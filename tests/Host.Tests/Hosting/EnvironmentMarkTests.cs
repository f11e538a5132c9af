using EventAgents.Host.Hosting;
using EventAgents.Host.Seeding;
using EventAgents.Host.Settings;
using Npgsql;

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
    public async Task Another_environments_store_is_not_even_migrated()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var database = await EventAgents.Testing.PostgresFixture.NewDatabaseAsync(cancellation);
        await using var production = NpgsqlDataSource.Create(database);
        await using (var mark = production.CreateCommand("create schema ops; create table ops.environment (name text); insert into ops.environment values ('Production')")) await mark.ExecuteNonQueryAsync(cancellation);

        await Assert.ThrowsAsync<SettingsException>(() => host.StartAnotherAsync(("DOTNET_ENVIRONMENT", "Staging"), ("ConnectionStrings:EventStore", database)));
        await using var look = production.CreateCommand("select to_regnamespace('events') is null and (select count(*) = 1 from pg_tables where schemaname = 'ops')");
        Assert.Equal(true, await look.ExecuteScalarAsync(cancellation));
    }

    [Fact]
    public async Task A_store_in_use_or_of_another_environment_is_not_emptied()
    {
        static EffectiveSettings Of(string environment) => EffectiveSettings.Load(new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = environment });
        var cancellation = TestContext.Current.CancellationToken;
        var used = await Assert.ThrowsAsync<StartException>(() => StoreReset.RunAsync(host.ConnectionString, Of("Development"), cancellation));
        Assert.Contains("stop it first", used.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SettingsException>(() => StoreReset.RunAsync(host.ConnectionString, Of("Staging"), cancellation));
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
