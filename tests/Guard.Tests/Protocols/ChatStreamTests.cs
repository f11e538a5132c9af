using System.Text;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

public class ChatStreamTests
{
    private const string Quoted = "O\"Neil \\ é";

    private readonly GuardFixture _guard = new((EntityType.Person, Quoted), (EntityType.Email, "ada@example.com"));
    private readonly MaskedRequest _request;
    private readonly string _person, _mail;

    public ChatStreamTests()
    {
        _request = _guard.Mask("""{"model":"m","stream":true,"messages":[{"role":"user","content":"O\"Neil \\ é ada@example.com"}]}""", LlmApi.ChatCompletions);
        var sent = GuardFixture.Text(_request.Body);
        _person = sent[sent.IndexOf("PERSON_", StringComparison.Ordinal)..][..19];
        _mail = sent[sent.IndexOf("EMAIL_", StringComparison.Ordinal)..][..18];
    }

    private static string Chunk(string delta, int choice = 0, string finish = "null") =>
        "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":" + choice + ",\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";

    private static string Content(string text) => Chunk($"{{\"content\":\"{text}\"}}");

    private string Stream() => string.Concat(
        ": OPENROUTER PROCESSING\n\n",
        Chunk("""{"role":"assistant","content":"","refusal":null}"""),
        Content("Dear é "), Content(_person[..3]), Content(_person[3..9]), Content(_person[9..] + "'s mail: "), Content(_mail.ToLowerInvariant()),
        Chunk("""{"tool_calls":[{"index":0,"id":"t0","type":"function","function":{"name":"send","arguments":""}}]}"""),
        Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"to\":\"PERSON"}}]}""".Replace("PERSON", _person[..6], StringComparison.Ordinal)),
        Chunk("""{"tool_calls":[{"index":1,"id":"t1","type":"function","function":{"name":"log","arguments":"{\"x\":\"caf\\u00"}}]}"""),
        Chunk("""{"tool_calls":[{"function":{"arguments":"REST\",\"n\":1.0}"},"index":0}]}""".Replace("REST", _person[6..], StringComparison.Ordinal)),
        Chunk("""{"tool_calls":[{"index":1,"function":{"arguments":"e9 EMA"}}]}"""),
        Content("Bye PERS"),
        Chunk("{}", finish: "\"tool_calls\""),
        "data: {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"prompt_tokens_details\":{\"cached_tokens\":4}}}\n\n",
        "data: [DONE]\n\n");

    [Fact]
    public void Every_cut_of_a_stream_gives_the_same_bytes()
    {
        var whole = GuardFixture.RestoreStream(Stream(), LlmApi.ChatCompletions, _request.Map);
        var bytes = Encoding.UTF8.GetByteCount(Stream());
        for (var piece = 1; piece < bytes; piece++)
        {
            Assert.Equal(whole, GuardFixture.RestoreStream(Stream(), LlmApi.ChatCompletions, _request.Map, piece));
        }
    }

    [Fact]
    public void Texts_and_tool_arguments_come_back_whole_and_valid()
    {
        var reply = ChatReply.Read(GuardFixture.RestoreStream(Stream(), LlmApi.ChatCompletions, _request.Map));
        Assert.Equal($"Dear é {Quoted}'s mail: ada@example.comBye PERS", reply.Content);
        Assert.Equal("{\"to\":\"O\\\"Neil \\\\ é\",\"n\":1.0}", reply.Arguments[0]);
        Assert.Equal("{\"x\":\"caf\\u00e9 EMA", reply.Arguments[1]);
        Assert.Equal("tool_calls", reply.Finish);
    }
}
