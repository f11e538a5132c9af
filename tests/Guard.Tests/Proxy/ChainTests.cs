using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Conversations whose state the provider keeps (Responses API): a later turn's reply is restored by what an earlier turn replaced.</summary>
public sealed class ChainTests
{
    private const string Mail = "ada@example.com", Responses = "/openai/v1/responses";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_later_turn_is_restored_by_the_earlier_ones(bool isStream)
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));
        var placeholder = "";
        var turn = 0;
        guard.Upstream.Script = (request, reply) =>
        {
            if (turn++ == 0) placeholder = request.Text.Substring(request.Text.IndexOf("EMAIL_", StringComparison.Ordinal), 18);
            var response = $$$"""{"id":"resp_{{{turn}}}","output":[{"type":"message","id":"m","role":"assistant","content":[{"type":"output_text","text":"{{{placeholder}}}","annotations":[]}]}]}""";
            return isStream
                ? reply.StreamAsync($"event: response.created\ndata: {{\"type\":\"response.created\",\"response\":{{\"id\":\"resp_{turn}\"}}}}\n\nevent: response.completed\ndata: {{\"type\":\"response.completed\",\"response\":{response}}}\n\n", 13)
                : reply.JsonAsync(response);
        };
        await AskAsync(guard, $"\"input\":\"I am {Mail}\"", isStream);
        Assert.Contains(Mail, await AskAsync(guard, "\"previous_response_id\":\"resp_1\",\"input\":\"who am I?\"", isStream), StringComparison.Ordinal);
        Assert.Contains(Mail, await AskAsync(guard, "\"previous_response_id\":\"resp_2\",\"input\":\"again?\"", isStream), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_is_restored_by_its_turns()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));
        var placeholder = "";
        guard.Upstream.Script = (request, reply) =>
        {
            if (placeholder.Length == 0) placeholder = request.Text.Substring(request.Text.IndexOf("EMAIL_", StringComparison.Ordinal), 18);
            return reply.JsonAsync($$$"""{"id":"resp_1","output":[{"type":"message","content":[{"type":"output_text","text":"{{{placeholder}}}"}]}]}""");
        };
        await AskAsync(guard, $"\"conversation\":\"conv_1\",\"input\":\"I am {Mail}\"");
        Assert.Contains(Mail, await AskAsync(guard, "\"conversation\":{\"id\":\"conv_1\"},\"input\":\"who am I?\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_reply_that_is_not_known_cannot_be_continued()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner());
        Assert.Contains("chain-unknown", await AskAsync(guard, "\"previous_response_id\":\"resp_x\",\"input\":\"hello\""), StringComparison.Ordinal);
        Assert.Equal(0, guard.Upstream.BytesReceived);
    }

    private static async Task<string> AskAsync(GuardServer guard, string members, bool isStream = false)
    {
        using var reply = await guard.Client.SendAsync(Requests.Post(Responses, $$"""{"model":"m","stream":{{(isStream ? "true" : "false")}},{{members}}}"""),
            Cancellation);
        return await reply.Content.ReadAsStringAsync(Cancellation);
    }
}
