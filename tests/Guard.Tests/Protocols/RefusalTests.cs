using System.Buffers;
using System.Text;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

public class RefusalTests
{
    private const string Mail = "ada@example.com";

    [Theory]
    [InlineData("", RefusalReason.NotJson)]
    [InlineData("  ", RefusalReason.NotJson)]
    [InlineData("[]", RefusalReason.NotJson)]
    [InlineData("\"ada@example.com\"", RefusalReason.NotJson)]
    [InlineData("{\"messages\":[", RefusalReason.NotJson)]
    [InlineData("{\"messages\":[]} {}", RefusalReason.NotJson)]
    [InlineData("{\"a\":1,}", RefusalReason.NotJson)]
    [InlineData("{\"a\":NaN}", RefusalReason.NotJson)]
    [InlineData("\uFEFF{}", RefusalReason.NotJson)]
    [InlineData("{\"user\":\"a\",\"user\":\"b\"}", RefusalReason.DuplicateMember)]
    [InlineData("{\"us\\u0065r\":\"a\",\"user\":\"b\"}", RefusalReason.DuplicateMember)]
    [InlineData("{\"messages\":[{\"content\":[{\"text\":\"a\",\"text\":\"b\"}]}]}", RefusalReason.DuplicateMember)]
    [InlineData("{\"user\":\"\\ud83d\"}", RefusalReason.NotUtf8)]
    [InlineData("{\"x\\udc00\":\"a\"}", RefusalReason.NotUtf8)]
    public void What_cannot_be_read_to_the_end_is_refused(string body, RefusalReason reason) => AssertRefused(reason, new GuardFixture().TryMask(body, LlmApi.ChatCompletions));

    [Fact]
    public void Invalid_utf8_is_refused() =>
        AssertRefused(RefusalReason.NotUtf8, new GuardFixture().TryMask([.. "{\"user\":\""u8, 0xC3, 0x28, .. "\"}"u8], LlmApi.ChatCompletions));

    [Fact]
    public void Many_members_are_told_apart_and_a_late_duplicate_is_seen()
    {
        var members = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"k{i}\":{i}"));
        Assert.IsType<MaskedRequest>(new GuardFixture().TryMask("{\"metadata\":{" + members + "},\"unknown\":{" + members + "}}", LlmApi.ChatCompletions));
        AssertRefused(RefusalReason.DuplicateMember, new GuardFixture().TryMask("{\"metadata\":{" + members + ",\"k4711\":0}}", LlmApi.ChatCompletions));
    }

    [Theory]
    [InlineData(RequestMasker.MaxDepth - 1, false)]
    [InlineData(RequestMasker.MaxDepth, true)]
    [InlineData(100_000, true)]
    public void Nesting_is_read_to_its_limit(int arrays, bool isRefused)
    {
        var outcome = new GuardFixture().TryMask($"{{\"x\":{new string('[', arrays)}{new string(']', arrays)}}}", LlmApi.ChatCompletions);
        if (isRefused) AssertRefused(RefusalReason.TooDeep, outcome);
        else Assert.IsType<MaskedRequest>(outcome);
    }

    [Fact]
    public void Mode_strict_refuses_any_finding_that_is_not_allowed()
    {
        var strict = GuardPolicy.Default with { Mode = GuardMode.Strict };
        AssertRefused(RefusalReason.StrictFinding, Guard(strict, (EntityType.Email, Mail)).TryMask(Chat(Mail), LlmApi.ChatCompletions));
        Assert.IsType<MaskedRequest>(Guard(strict, (EntityType.Location, "Paris")).TryMask(Chat("Paris"), LlmApi.ChatCompletions));
    }

    [Fact]
    public void A_blocked_type_refuses_the_call_and_is_named_without_its_value()
    {
        var outcome = Guard(GuardPolicy.Default.With(EntityType.Email, EntityAction.Block), (EntityType.Email, Mail)).TryMask(Chat(Mail), LlmApi.ChatCompletions);
        var refusal = Assert.IsType<Refusal>(outcome);
        Assert.Equal((RefusalReason.EntityBlocked, "EMAIL"), (refusal.Reason, refusal.Detail));
        Assert.Equal([new EntityCount("EMAIL", EntityAction.Block, 1)], refusal.Counts);
    }

    [Fact]
    public void Mode_detect_counts_and_forwards_the_same_bytes()
    {
        var masked = Guard(GuardPolicy.Default with { Mode = GuardMode.Detect }, (EntityType.Email, Mail)).Mask(Chat(Mail), LlmApi.ChatCompletions);
        Assert.Equal(Chat(Mail), GuardFixture.Text(masked.Body));
        Assert.Equal([new EntityCount("EMAIL", EntityAction.Allow, 1)], masked.Counts);
    }

    [Fact]
    public void Mode_off_scans_nothing_and_still_refuses_what_two_readers_could_read_differently()
    {
        var scanner = new SeededScanner((EntityType.Email, Mail));
        var guard = new GuardFixture(GuardPolicy.Default with { Mode = GuardMode.Off }, GuardFixture.Key, scanner);
        Assert.Equal(Chat(Mail), GuardFixture.Text(guard.Mask(Chat(Mail), LlmApi.ChatCompletions).Body));
        Assert.Equal(0, scanner.Scans);
        AssertRefused(RefusalReason.DuplicateMember, guard.TryMask("""{"a":1,"a":2}""", LlmApi.ChatCompletions));
    }

    [Fact]
    public void A_detector_that_throws_refuses_the_call_and_its_message_goes_nowhere()
    {
        var outcome = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, new FailingScanner()).TryMask(Chat(Mail), LlmApi.ChatCompletions);
        Assert.Equal(new Refusal(RefusalReason.DetectorFailed, nameof(InvalidOperationException)), outcome);
    }

    [Theory]
    [InlineData("prompt")]
    [InlineData("input")]
    public void Token_arrays_are_refused_unless_the_policy_allows_them(string member)
    {
        var api = member == "prompt" ? LlmApi.Completions : LlmApi.Embeddings;
        foreach (var tokens in (string[])["[1,2]", "[[1],[2]]", "[\"a\",[3]]"])
        {
            var body = $"{{\"model\":\"m\",\"{member}\":{tokens}}}";
            AssertRefused(RefusalReason.TokenArrayBlocked, new GuardFixture().TryMask(body, api));
            Assert.Equal(body, GuardFixture.Text(Guard(GuardPolicy.Default with { AllowsTokenArrays = true }).Mask(body, api).Body));
        }
    }

    [Fact]
    public void A_short_number_is_refused_unless_the_policy_redacts_it()
    {
        const string body = """{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{\"age\":36}"}}]}]}""";
        AssertRefused(RefusalReason.NumberNotMaskable, Guard(GuardPolicy.Default, (EntityType.Age, "36")).TryMask(body, LlmApi.ChatCompletions));
        var redacting = GuardPolicy.Default.With(EntityType.Age, EntityAction.Redact);
        Assert.Equal(body.Replace("36", "0", StringComparison.Ordinal), GuardFixture.Text(Guard(redacting, (EntityType.Age, "36")).Mask(body, LlmApi.ChatCompletions).Body));
    }

    [Theory]
    [InlineData(ErrorDialect.OpenAi, """{"error":{"message":"EventAgents guard: the policy blocks what was found (EMAIL)","type":"invalid_request_error","param":null,"code":"entity-blocked"}}""")]
    [InlineData(ErrorDialect.Anthropic, """{"type":"error","error":{"type":"invalid_request_error","message":"EventAgents guard: the policy blocks what was found (EMAIL)","details":{"error_code":"entity-blocked"}},"request_id":"req_1"}""")]
    [InlineData(ErrorDialect.OpenRouter, """{"error":{"code":422,"message":"EventAgents guard: the policy blocks what was found (EMAIL)","metadata":{"reason":"entity-blocked"}}}""")]
    public void A_refusal_speaks_the_callers_dialect(ErrorDialect dialect, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        ProviderErrors.Write(dialect, new Refusal(RefusalReason.EntityBlocked, "EMAIL"), "req_1", output);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Every_reason_has_a_name_of_its_own_and_a_client_or_server_status()
    {
        var reasons = Enum.GetValues<RefusalReason>();
        Assert.Equal(reasons.Length, reasons.Select(ProviderErrors.SlugOf).Distinct().Count());
        Assert.All(reasons, r => Assert.InRange(ProviderErrors.StatusOf(r), 400, 503));
    }

    private static void AssertRefused(RefusalReason reason, MaskOutcome outcome) => Assert.Equal(reason, Assert.IsType<Refusal>(outcome).Reason);

    private static GuardFixture Guard(GuardPolicy policy, params (EntityType, string)[] seeds) => new(policy, GuardFixture.Key, new SeededScanner(seeds));

    private static string Chat(string content) => JsonSerializer.Serialize(new { messages = new[] { new { role = "user", content } } });

    private sealed class FailingScanner : ITextScanner
    {
        public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings) => throw new InvalidOperationException($"cannot read {text}");
    }
}
