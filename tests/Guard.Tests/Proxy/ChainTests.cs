using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Conversations whose state the provider keeps (Responses API): a later turn's reply is restored by what an earlier turn replaced.</summary>
public sealed partial class ChainTests
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

    [Theory, InlineData("\"previous_response_id\":\"resp_1\""), InlineData("\"conversation\":\"conv_1\"")]
    public async Task Two_values_of_two_turns_never_share_a_surrogate_and_one_keeps_its_own(string chain)
    {
        var (first, second) = WithOneSurrogate();
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Ip, first), (EntityType.Ip, second)));
        guard.Host.Policy = GuardPolicy.Default.With(EntityType.Ip, EntityAction.Surrogate);
        var sent = new List<string>();
        guard.Upstream.Script = (request, reply) =>
        {
            sent.AddRange(Address().Matches(request.Text).Select(m => m.Value));
            return reply.JsonAsync($$$"""{"id":"resp_1","output":[{"type":"message","content":[{"type":"output_text","text":"{{{string.Join(" and ", sent)}}}"}]}]}""");
        };
        Assert.Contains($"\"{first}\"", await AskAsync(guard, $"\"conversation\":\"conv_1\",\"input\":\"from {first}\""), StringComparison.Ordinal);
        Assert.Contains($"\"{first} and {second} and {first}\"", await AskAsync(guard, $"{chain},\"input\":\"from {second}, {first}\""), StringComparison.Ordinal);
        Assert.Equal(sent[0], sent[2]);
        Assert.NotEqual(sent[0], sent[1]);
    }

    [Fact]
    public async Task Two_turns_of_a_conversation_at_the_same_moment_never_share_a_surrogate()
    {
        var (first, second) = WithOneSurrogate();
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Ip, first), (EntityType.Ip, second)));
        guard.Host.Policy = GuardPolicy.Default.With(EntityType.Ip, EntityAction.Surrogate);
        var sent = new ConcurrentBag<string>();
        var both = new TaskCompletionSource();
        guard.Upstream.Script = async (request, reply) =>
        {
            foreach (Match address in Address().Matches(request.Text)) sent.Add(address.Value);
            if (sent.Count == 2) both.TrySetResult();
            await both.Task.WaitAsync(reply.Stop);
            await reply.JsonAsync($$$"""{"id":"resp_1","output":[{"type":"message","content":[{"type":"output_text","text":"{{{string.Join(" and ", sent)}}}"}]}]}""");
        };
        await Task.WhenAll(new[] { first, second }.Select(value => AskAsync(guard, $"\"conversation\":\"conv_1\",\"input\":\"from {value}\"")));
        Assert.Equal(2, sent.Distinct().Count());
        var later = await AskAsync(guard, "\"conversation\":\"conv_1\",\"input\":\"from where?\"");
        Assert.Contains(first, later, StringComparison.Ordinal);
        Assert.Contains(second, later, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_placeholder_that_the_caller_writes_does_not_come_back_as_an_earlier_turns_value()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));
        var own = "";
        guard.Upstream.Script = (request, reply) =>
        {
            var token = request.Text[request.Text.IndexOf("EMAIL_", StringComparison.Ordinal)..].Split(' ', '"')[0];
            if (own.Length == 0) own = token;
            return reply.JsonAsync($$$"""{"id":"resp_1","output":[{"type":"message","content":[{"type":"output_text","text":"{{{token}}}"}]}]}""");
        };
        await AskAsync(guard, $"\"input\":\"I am {Mail}\"");
        Assert.Contains($"\"{own}\"", await AskAsync(guard, $"\"previous_response_id\":\"resp_1\",\"input\":\"what is {own}\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_reply_that_is_not_known_cannot_be_continued()
    {
        await using var guard = await GuardServer.StartAsync(new SeededScanner());
        Assert.Contains("chain-unknown", await AskAsync(guard, "\"previous_response_id\":\"resp_x\",\"input\":\"hello\""), StringComparison.Ordinal);
        Assert.Equal(0, guard.Upstream.BytesReceived);
    }

    /// <summary>Two addresses that get the same surrogate, each in a request of its own.</summary>
    private static (string First, string Second) WithOneSurrogate()
    {
        var bySurrogate = new Dictionary<string, string>();
        for (var i = 1; ; i++)
        {
            var value = $"85.214.21.{i}";
            var made = new Replacements(GuardFixture.Key, default)
                .For(EntityType.Ip, null, EntityAction.Surrogate, Encoding.ASCII.GetBytes(value), at: 0, isName: false);
            if (!bySurrogate.TryAdd(Encoding.ASCII.GetString(made), value)) return (bySurrogate[Encoding.ASCII.GetString(made)], value);
        }
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+\.\d+")]
    private static partial Regex Address();

    private static async Task<string> AskAsync(GuardServer guard, string members, bool isStream = false)
    {
        using var reply = await guard.Client.SendAsync(Requests.Post(Responses, $$"""{"model":"m","stream":{{(isStream ? "true" : "false")}},{{members}}}"""),
            Cancellation);
        return await reply.Content.ReadAsStringAsync(Cancellation);
    }
}
