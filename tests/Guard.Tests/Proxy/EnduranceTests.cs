using System.Text;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Long streams and malformed requests: memory stays flat, the guard stays up, nothing gets out.</summary>
[Collection(nameof(Alone))]
public sealed class EnduranceTests
{
    private const string Mail = "ada@example.com";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_s_memory_does_not_grow_with_its_length()
    {
        const int batches = 200, eventsEach = 1_000;
        const long tolerance = 4_000_000;  // bytes; the stream has 30 MB
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));
        guard.Upstream.Script = async (request, reply) =>
        {
            var placeholder = request.Text.Substring(request.Text.IndexOf("EMAIL_", StringComparison.Ordinal), 18);
            var batch = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, eventsEach / 2)
                .Select(_ => Chunk($"to {placeholder[..9]}") + Chunk($"{placeholder[9..]}; "))));
            await reply.BeginStreamAsync();
            for (var i = 0; i < batches; i++) await reply.PieceAsync(batch);
            await reply.EndStreamAsync();
        };
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Requests.ChatBody(Mail, stream: true)),
            HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var stream = await reply.Content.ReadAsStreamAsync(Cancellation);
        var buffer = new byte[65_536];
        long received = 0, early = 0;
        for (int read; (read = await stream.ReadAsync(buffer, Cancellation)) > 0; received += read)
        {
            if (early == 0 && received > 3_000_000) early = GC.GetTotalMemory(forceFullCollection: true);
        }
        Assert.True(received > 20_000_000, $"Only {received} bytes came.");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, early + tolerance);
    }

    [Fact]
    public async Task Malformed_requests_leave_the_guard_up_and_no_value_out()
    {
        var random = new Random(20_260_601);  // the same damage in every run
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));
        string[] paths = [Requests.Chat, "/v1/responses", "/v1/messages", "/openrouter/api/v1/completions"];
        var body = Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{"role":"user","content":"a {{Mail}} b"}],"input":"{{Mail}}","prompt":["{{Mail}}"],"tools":[{"x":1e5}]}""");
        for (var round = 0; round < 400; round++)
        {
            using var reply = await guard.Client.SendAsync(Requests.Post(paths[round % paths.Length], Damaged(body, random), "application/json"), Cancellation);
            Assert.True((int)reply.StatusCode < 500, $"round {round}: {(int)reply.StatusCode}");
        }
        Assert.All(guard.Upstream.Requests, request => Assert.DoesNotContain(Mail, request.Text, StringComparison.Ordinal));
        Assert.NotEmpty(guard.Host.Blocks);
        Assert.NotEmpty(guard.Upstream.Requests);
    }

    /// <summary>Bytes changed, taken out, doubled, or the end cut off; the value itself is left whole, so that it could still be found by a reader.</summary>
    private static byte[] Damaged(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            if (IsInValue(bytes, at)) continue;
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, bytes[at]); break;
                default: bytes.RemoveRange(at, Math.Min(random.Next(3), bytes.Count - at)); break;
            }
        }
        return [.. bytes];
    }

    private static bool IsInValue(List<byte> bytes, int at)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        for (var start = 0; (start = text.IndexOf(Mail, start, StringComparison.Ordinal)) >= 0; start++)
        {
            if (at >= start - 3 && at < start + Mail.Length) return true;
        }
        return false;
    }

    private static string Chunk(string text) =>
        $$"""data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":null}]}""" + "\n\n";
}
