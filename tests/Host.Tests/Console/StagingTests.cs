using System.Net;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>The console where cookies must be secure and strangers make no organisations, behind a proxy that ends TLS.</summary>
public class StagingTests(StagingTests.Staging host) : IClassFixture<StagingTests.Staging>
{
    [Fact]
    public async Task Its_cookies_are_secure_though_the_request_came_in_plain()
    {
        using var browser = new ConsoleClient(host.Address);
        var answer = await browser.GetAsync("/sign-in");
        await ConsoleClient.TextOfAsync(answer, HttpStatusCode.OK);
        Assert.Contains("; secure", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_was_not_invited_is_not_offered_an_organisation()
    {
        using var browser = new ConsoleClient(host.Address);
        var page = await browser.ReadAsync("/sign-up");
        Assert.DoesNotContain("name=\"organisation\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"invitation\"", page, StringComparison.Ordinal);
    }

    /// <summary>Tests make their organisations over plain HTTP, so this host starts with none.</summary>
    public sealed class Staging : IAsyncLifetime
    {
        private readonly EventAgents.Testing.PostgresFixture _postgres = new();
        private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("eventagents-console");
        private ProductHost? _host;

        public Uri Address => _host!.ApiAddress;

        public async ValueTask InitializeAsync()
        {
            await _postgres.InitializeAsync();
            var settings = EffectiveSettings.Load(new Dictionary<string, string?>
            {
                [ProcessOptions.ApiPortKey] = "0",
                [ProcessOptions.GuardPortKey] = "0",
                [ProcessOptions.DataFolderKey] = _data.FullName,
                ["DOTNET_ENVIRONMENT"] = "Staging",
                ["Auth:AllowSignup"] = "false",
                ["Logging:LogLevel:Default"] = "Warning",
                ["Logging:LogLevel:Microsoft"] = "Warning",
            });
            _host = await ProductHost.StartAsync(settings, _postgres.ConnectionString, TimeProvider.System, CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await _host!.DisposeAsync();
            await _postgres.DisposeAsync();
            _data.Delete(recursive: true);
        }
    }
}
