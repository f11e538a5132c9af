using System.Net;
using System.Text;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Masking;

public class SurrogateTests
{
    [Theory]
    [InlineData(EntityType.Email, "ada@corp.example", @"^user\.[0-9a-z]{12}@example\.com$")]
    [InlineData(EntityType.Phone, "+1 (212) 867-5309", @"^\+1 \([2-9]\d\d\) 555-01\d\d$")]
    [InlineData(EntityType.Phone, "212.867.5309", @"^[2-9]\d\d\.555\.01\d\d$")]
    [InlineData(EntityType.Phone, "+44 20 7946 0958", @"^\+1[2-9]\d\d55501\d\d$")]
    [InlineData(EntityType.CreditCard, "4012 8888 8888 1881", @"^4111 11\d\d \d{4} \d{4}$")]
    [InlineData(EntityType.CreditCard, "371449635398431", @"^378282\d{9}$")]
    [InlineData(EntityType.Iban, "GB82 WEST 1234 5698 7654 32", @"^GB\d\d [A-Z]{4} \d{4} \d{4} \d{4} \d\d$")]
    [InlineData(EntityType.Ip, "10.1.2.3", @"^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$")]
    [InlineData(EntityType.Ip, "fe80::1", @"^2001:db8(:[0-9a-f]{1,4}){6}$")]
    [InlineData(EntityType.UsSsn, "457-55-5462", @"^\d{3}-\d\d-\d{4}$")]
    [InlineData(EntityType.Code, "EMP-004170", @"^EMP-\d{6}$")]
    [InlineData(EntityType.Code, "EMP-417", "^CODE_[0-9A-Z]{12}$")]
    [InlineData(EntityType.Person, "Ada Lovelace", "^PERSON_[0-9A-Z]{12}$")]
    public void A_surrogate_keeps_the_format_and_comes_back(EntityType type, string value, string pattern)
    {
        var guard = Guard(type, value);
        var masked = guard.Mask(Body($"<{value}>"), LlmApi.ChatCompletions);
        var sent = Content(masked);
        Assert.Matches(pattern, sent[1..^1]);
        Assert.NotEqual(value, sent[1..^1]);
        Assert.Equal(sent, Content(guard.Mask(Body($"<{value}>"), LlmApi.ChatCompletions)));
        if (type == EntityType.CreditCard) Assert.True(PassesLuhn(sent));
        if (type == EntityType.Iban) Assert.True(PassesMod97(sent[1..^1]));
        if (type == EntityType.Ip) Assert.True(IPAddress.TryParse(sent[1..^1], out _));

        var reply = "{\"choices\":[{\"message\":{\"content\":\"it is " + sent + ".\"}}]}";
        Assert.Contains($"it is <{value}>.", GuardFixture.Restore(reply, LlmApi.ChatCompletions, masked), StringComparison.Ordinal);
    }

    [Fact]
    public void When_a_small_range_is_used_up_values_get_placeholders_and_stay_apart()
    {
        string[] addresses = [.. Enumerable.Range(0, 2_000).Select(i => $"10.{i / 250}.{i % 250}.7")];
        var guard = new GuardFixture(GuardPolicy.Default.With(EntityType.Ip, EntityAction.Surrogate), GuardFixture.Key,
            new SeededScanner(addresses.Select(a => (EntityType.Ip, a))));
        var masked = guard.Mask(Body(string.Join(' ', addresses)), LlmApi.ChatCompletions);
        Assert.Equal(addresses.Length, masked.Map.Entries.Select(e => Encoding.ASCII.GetString(e.Token)).Distinct().Count());
    }

    [Fact]
    public void A_number_in_a_reply_is_restored_as_a_number_and_not_inside_a_longer_one()
    {
        var guard = new GuardFixture((EntityType.CreditCard, "4012888888881881"));
        var masked = guard.Mask("""{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"pay","input":{"card":4012888888881881}}]}]}""", LlmApi.Messages);
        var number = Encoding.ASCII.GetString(masked.Map.Entries.Single().Token);
        Assert.Contains($"{{\"card\":{number}}}", GuardFixture.Text(masked.Body), StringComparison.Ordinal);
        var reply = $$$"""{"content":[{"type":"tool_use","id":"t","name":"pay","input":{"card":{{{number}}},"other":1{{{number}}},"text":"{{{number}}} 9{{{number}}}"}}]}""";
        Assert.Equal(
            reply.Replace($":{number},", ":4012888888881881,", StringComparison.Ordinal).Replace($"\"{number} ", "\"4012888888881881 ", StringComparison.Ordinal),
            GuardFixture.Restore(reply, LlmApi.Messages, masked));
    }

    [Fact]
    public void Redacted_text_is_gone_for_good_and_redacted_names_stay_apart()
    {
        var guard = new GuardFixture(GuardPolicy.Default.With(EntityType.Email, EntityAction.Redact), GuardFixture.Key,
            new SeededScanner((EntityType.Email, "ada@example.com"), (EntityType.Email, "bob@example.com")));
        var masked = guard.Mask("""{"messages":[{"role":"user","content":"ada@example.com"}],"metadata":{"ada@example.com":"1","bob@example.com":"2"}}""", LlmApi.ChatCompletions);
        Assert.Matches("""^\{"messages":\[\{"role":"user","content":"\[EMAIL\]"\}\],"metadata":\{"EMAIL_[0-9A-Z]{12}":"1","EMAIL_[0-9A-Z]{12}":"2"\}\}$""", GuardFixture.Text(masked.Body));
        Assert.Equal(0, masked.Map.Count);
    }

    private static GuardFixture Guard(EntityType type, string value) =>
        new(GuardPolicy.Default.With(type, EntityAction.Surrogate), GuardFixture.Key, new SeededScanner((type, value)));

    private static string Body(string text) => JsonSerializer.Serialize(new { messages = new[] { new { role = "user", content = text } } });

    private static string Content(MaskedRequest masked)
    {
        using var body = JsonDocument.Parse(masked.Body);
        return body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString()!;
    }

    private static bool PassesLuhn(string text) =>
        text.Where(char.IsAsciiDigit).Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : (c - '0') * 2 / 10 + (c - '0') * 2 % 10).Sum() % 10 == 0;

    private static bool PassesMod97(string iban)
    {
        var compact = iban.Replace(" ", "", StringComparison.Ordinal);
        return (compact[4..] + compact[..4]).Aggregate(0, (rest, c) => char.IsAsciiDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97) == 1;
    }
}
