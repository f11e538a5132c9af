using System.Net;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using EventAgents.Pii.Tagger;
using EventAgents.Testing;

namespace EventAgents.Host.Tests.Guard;

/// <summary>A model that is missing, cut off, changed or no model at all: every call is refused, and health names the guard's model.</summary>
public class BrokenModelTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory, InlineData("sound", true), InlineData("missing", false), InlineData("cut off", false), InlineData("one bit changed", false), InlineData("no model", false)]
    public async Task Without_a_sound_model_nothing_reaches_the_provider(string model, bool isSound)
    {
        await using var provider = await LocalProvider.StartAsync((_, response) => response.WriteAsync("{}", _cancellation), _cancellation);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await using var host = await ProductHost.StartAsync(
                SettingsFor(provider, Write(model, folder.FullName)), postgres.ConnectionString, TimeProvider.System, _cancellation);
            using var guard = new HttpClient { BaseAddress = host.GuardAddress };
            foreach (var text in new[] { "hello", "x", "" })
            {
                using var reply = await guard.PostAsJsonAsync(
                    "/openai/v1/chat/completions", new { model = "m", messages = new[] { new { role = "user", content = text } } }, _cancellation);
                Assert.Equal(isSound ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, reply.StatusCode);
                if (!isSound) Assert.Contains("detector-failed", await reply.Content.ReadAsStringAsync(_cancellation), StringComparison.Ordinal);
            }
            Assert.Equal(isSound ? 3 : 0, provider.Received.Count);

            using var api = new HttpClient { BaseAddress = host.ApiAddress };
            var health = await (await api.GetAsync("/api/v1/health", _cancellation)).ReadAsync(isSound ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
            Assert.Equal(isSound ? "ok" : "unhealthy", health.GetProperty("checks").GetProperty("guardModel").GetString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Write(string model, string folder)
    {
        var file = Path.Combine(folder, "own.bin");
        if (model == "missing") return file;
        File.WriteAllText(Path.ChangeExtension(file, ".json"), TaggerModel.ReadEmbeddedManifest());
        using var bytes = new MemoryStream();
        TaggerModel.LoadEmbedded().Save(bytes);
        byte[] written = model switch
        {
            "no model" => "no model"u8.ToArray(),
            "cut off" => bytes.ToArray()[..^1],
            _ => bytes.ToArray(),
        };
        if (model == "one bit changed") written[written.Length / 2] ^= 1;
        File.WriteAllBytes(file, written);
        return file;
    }

    private static EffectiveSettings SettingsFor(LocalProvider provider, string model) => EffectiveSettings.Load(new Dictionary<string, string?>
    {
        [ProcessOptions.ApiPortKey] = "0",
        [ProcessOptions.GuardPortKey] = "0",
        ["Logging:LogLevel:Default"] = "None",
        ["Guard:Providers:openai:BaseUrl"] = $"{provider.Address}/v1",
        ["Detector:ModelFile"] = model,
    });
}
