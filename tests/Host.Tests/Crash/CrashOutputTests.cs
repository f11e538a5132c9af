using System.Text;
using System.Text.Json;
using EventAgents.Host.Tests.Guard;
using EventAgents.Testing;

namespace EventAgents.Host.Tests.Crash;

/// <summary>A host that dies in the middle of a call says why, and nothing of the call.</summary>
public class CrashOutputTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    /// <summary>Names the file whose coming brings the host down.</summary>
    internal const string OrderFile = "EVENTAGENTS_TEST_CRASH";

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("exception", "Unhandled exception. System.InvalidOperationException: A test brings the host down.")]
    [InlineData("failfast", "A test brings the host down.")]
    [InlineData("overflow", "Stack overflow.")]
    [InlineData("abort", "")]
    public async Task What_a_dying_host_writes_holds_nothing_of_the_calls_in_flight(string how, string says)
    {
        var held = new TaskCompletionSource();
        await using var provider = await LocalProvider.StartAsync((body, response) => HoldAsync(body, response, held.Task), _cancellation);
        var folder = Directory.CreateTempSubdirectory("eventagents-crash-");
        try
        {
            var order = Path.Combine(folder.FullName, $"now.{how}");
            await using var host = await HostProcess.StartAsync(
                postgres.ConnectionString, _cancellation,
                ("DOTNET_STARTUP_HOOKS", typeof(CrashOutputTests).Assembly.Location), (OrderFile, order), ("Logging__LogLevel__Default", "Trace"),
                ("Guard__Providers__openai__BaseUrl", $"{provider.Address}/v1"));
            using var client = new HttpClient { BaseAddress = host.GuardAddress };
            using var streamed = await client.SendAsync(Call(isStream: true), HttpCompletionOption.ResponseHeadersRead, _cancellation);
            await using var reply = await streamed.Content.ReadAsStreamAsync(_cancellation);
            await ReadUntilAsync(reply, Canaries.Values[0]);  // the original is restored, so it is in the host's memory and on its way
            var whole = client.SendAsync(Call(isStream: false), _cancellation);
            while (provider.Received.Count < 2) await Task.Delay(20, _cancellation);
            Assert.All(provider.Received, request => Assert.Empty(Canaries.In(request)));

            await File.WriteAllTextAsync(order, "", _cancellation);
            var (exitCode, output) = await host.EndAsync(_cancellation);
            await Assert.ThrowsAsync<HttpRequestException>(() => whole);
            Assert.NotEqual(0, exitCode);
            Assert.Contains(says, output, StringComparison.Ordinal);
            Assert.Empty(Canaries.In(output));
        }
        finally
        {
            held.SetResult();
            folder.Delete(recursive: true);
        }
    }

    private static HttpRequestMessage Call(bool isStream) => new(HttpMethod.Post, "/openai/v1/chat/completions")
    {
        Content = JsonContent.Create(new { model = "m", stream = isStream, user = Canaries.Values[0], messages = new[] { new { role = "user", content = Canaries.Text } } }),
    };

    /// <summary>Says again what it was told, and then nothing more; a call that is no stream is not answered at all.</summary>
    private static async Task HoldAsync(string body, HttpResponse response, Task held)
    {
        using var request = JsonDocument.Parse(body);
        if (request.RootElement.GetProperty("stream").GetBoolean())
        {
            var told = request.RootElement.GetProperty("messages")[0].GetProperty("content").GetString();
            response.ContentType = "text/event-stream";
            await response.WriteAsync($"data: {JsonSerializer.Serialize(new { choices = new[] { new { index = 0, delta = new { content = told + " " } } } })}\n\n");
            await response.Body.FlushAsync();
        }
        await held;
    }

    private async Task ReadUntilAsync(Stream reply, string wanted)
    {
        var read = new StringBuilder();
        var buffer = new byte[4_096];
        while (!read.ToString().Contains(wanted, StringComparison.Ordinal))
        {
            var count = await reply.ReadAsync(buffer, _cancellation);
            Assert.True(count > 0, "The stream has ended.");
            read.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
    }
}
