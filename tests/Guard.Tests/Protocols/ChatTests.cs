using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

public class ChatTests
{
    private const string Name = "Ada Lovelace", Mail = "ada@example.com";

    private readonly GuardFixture _guard = new((EntityType.Person, Name), (EntityType.Email, Mail));

    [Fact]
    public void Text_goes_out_masked_and_comes_back_whole()
    {
        const string body = """{ "model":"gpt-5", "temperature": 1.0, "messages":[{"role":"user","content":"I am Ada Lovelace \u2014 ada\u0040example.com"}]}""";
        var masked = _guard.Mask(body, LlmApi.ChatCompletions);
        var sent = GuardFixture.Text(masked.Body);

        Assert.Matches("""^\{ "model":"gpt-5", "temperature": 1\.0, "messages":\[\{"role":"user","content":"I am PERSON_[0-9A-Z]{12} \\u2014 EMAIL_[0-9A-Z]{12}"\}\]\}$""", sent);
        Assert.Equal("gpt-5", masked.Facts.Model);

        var mail = sent[sent.IndexOf("EMAIL_", StringComparison.Ordinal)..][..18];
        var reply = """{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Wrote to MAIL's \"box\""}}],"usage":{"prompt_tokens":9007199254740993}}""".Replace("MAIL", mail.ToLowerInvariant(), StringComparison.Ordinal);
        Assert.Equal(reply.Replace(mail.ToLowerInvariant(), Mail, StringComparison.Ordinal), GuardFixture.Restore(reply, LlmApi.ChatCompletions, masked));
    }

    [Fact]
    public void A_body_without_findings_is_sent_as_the_very_same_bytes()
    {
        const string body = """{"model":"m","messages":[{"role":"user","content":"h\u00e9llo \/ 😀"}],"seed":9007199254740993}""";
        Assert.Equal(body, GuardFixture.Text(_guard.Mask(body, LlmApi.ChatCompletions).Body));
    }
}
