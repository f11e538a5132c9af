using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

public class ReplyTests
{
    private const string Name = "O\"Neil \\ é\n2", Mail = "ada@example.com";

    private static readonly MaskedRequest Request = new GuardFixture((EntityType.Person, Name), (EntityType.Email, Mail))
        .Mask("""{"messages":[{"role":"user","content":"O\"Neil \\ é\n2 ada@example.com"}],"metadata":{"n":1}}""", LlmApi.ChatCompletions);

    private static string Person => Encoding.ASCII.GetString(Request.Map.Entries[0].Token);

    private static string Address => Encoding.ASCII.GetString(Request.Map.Entries[1].Token);

    /// <summary>Every member of a reply that repeats or holds text; "§" where it is restored, "!" where a placeholder must stay.</summary>
    public static TheoryData<string, string> Replies => new()
    {
        { "openai chat", """
            {"id":"chatcmpl-1","object":"chat.completion","model":"gpt-5","choices":[
             {"index":0,"message":{"role":"assistant","content":"Dear § and §","refusal":"§","annotations":[{"type":"url_citation","url_citation":{"start_index":1,"end_index":2,"url":"https://example.com/§","title":"§"}}],
               "audio":{"id":"a","data":"AAAA","transcript":"§"},"reasoning":"§","reasoning_content":"§",
               "reasoning_details":[{"type":"reasoning.text","text":"§"},{"type":"reasoning.text","text":"signed !","signature":"s"},{"type":"reasoning.summary","summary":"§"},{"type":"reasoning.encrypted","data":"!"}],
               "tool_calls":[{"id":"call_1","type":"function","function":{"name":"send","arguments":{"$json":{"to":"§","§":["§",1.0]}}}},{"id":"call_2","type":"custom","custom":{"name":"sh","input":"§"}}],
               "function_call":{"name":"old","arguments":{"$json":{"x":"§"}}}},"finish_reason":"stop","native_finish_reason":"end_turn"},
             {"index":1,"message":{"role":"assistant","content":"§"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":1},"new_member":{"§":"§"}}
            """ },
        { "openai chat", """{"error":{"message":"bad: §","type":"invalid_request_error","param":null,"code":"x","metadata":{"raw":"§","flagged_input":"§"}},"user_id":"§"}""" },
        { "openai completions", """{"choices":[{"index":0,"text":"§","finish_reason":"stop"}]}""" },
        { "openai responses", """
            {"id":"resp_1","object":"response","status":"completed","instructions":"§","metadata":{"§":"§"},"prompt":{"id":"p","variables":{"a":"§"}},"user":"§",
             "tools":[{"type":"function","name":"f","description":"§","parameters":{"type":"object","properties":{"a":{"type":"string","enum":["§"]}}}}],"text":{"format":{"type":"text"}},
             "error":{"code":"server_error","message":"§"},"output":[
              {"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"§"}],"encrypted_content":"!"},
              {"type":"message","id":"m","status":"completed","role":"assistant","content":[{"type":"output_text","text":"§","annotations":[{"type":"url_citation","url":"§","title":"§","start_index":0,"end_index":1}]},{"type":"refusal","refusal":"§"}]},
              {"type":"function_call","id":"fc","call_id":"c","name":"send","arguments":{"$json":{"to":"§"}}},{"type":"custom_tool_call","call_id":"c","name":"sh","input":"§"},
              {"type":"mcp_call","id":"mcp","name":"x","server_label":"s","arguments":{"$json":{"to":"§"}},"output":"§"},{"type":"code_interpreter_call","id":"ci","code":"§","outputs":[{"type":"logs","logs":"§"}]},
              {"type":"web_search_call","id":"ws","status":"completed","action":{"type":"search","query":"§"}},{"type":"image_generation_call","id":"ig","result":"AAAA","revised_prompt":"§"},
              {"type":"file_search_call","id":"fs","queries":["§"],"results":[{"text":"§","filename":"§"}]}]}
            """ },
        { "anthropic messages", """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"thinking","thinking":"about !","signature":"s"},{"type":"redacted_thinking","data":"!"},
              {"type":"text","text":"§","citations":[{"type":"char_location","cited_text":"§","document_title":"§","document_index":0}]},
              {"type":"tool_use","id":"toolu_1","name":"send","input":{"to":"§","§":{"a":["§"]}}},{"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"§"}},
              {"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","title":"§","url":"https://example.com/§","encrypted_content":"!"}]}],
             "stop_reason":"stop_sequence","stop_sequence":"§","usage":{"input_tokens":1,"output_tokens":2}}
            """ },
        { "anthropic messages", """{"type":"error","error":{"type":"invalid_request_error","message":"§ is not allowed"},"request_id":"req_1"}""" },
        { "anthropic count_tokens", """{"type":"error","error":{"type":"invalid_request_error","message":"§"}}""" },
        { "openai embeddings", """{"error":{"message":"§","type":"invalid_request_error"}}""" },
        { "openai moderations", """{"error":{"message":"§","type":"invalid_request_error"}}""" },
    };

    [Theory, MemberData(nameof(Replies))]
    public void Every_mirror_of_text_is_restored_and_nothing_else_changes(string name, string reply)
    {
        var api = RequestTemplates.All[name].Api;
        var template = new Template(reply.Replace("!", Person, StringComparison.Ordinal));
        var sent = template.Fill(i => i % 2 == 0 ? Person : Address, _ => "1");
        var expected = template.Fill(i => i % 2 == 0 ? Name : Mail, _ => "1");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(GuardFixture.Restore(sent, api, Request))));
        Assert.Equal(expected, GuardFixture.Restore(sent, api, Request));
    }

    [Theory]
    [InlineData("person", true)]
    [InlineData("Person", true)]
    [InlineData("PERSON's", true)]
    [InlineData("PERSONs", true)]
    [InlineData("**PERSON**", true)]
    [InlineData("PERSO", false)]
    public void A_placeholder_that_the_model_changed_is_restored_where_it_can_be(string form, bool isRestored)
    {
        var written = form.StartsWith("person", StringComparison.Ordinal) ? Person.ToLowerInvariant() : form.Replace("PERSON", Person, StringComparison.Ordinal).Replace("Person", "Person" + Person[6..], StringComparison.Ordinal);
        var restored = GuardFixture.Restore("{\"choices\":[{\"message\":{\"content\":\"" + written + "\"}}]}", LlmApi.ChatCompletions, Request);
        Assert.Equal(isRestored, restored.Contains("O\\\"Neil", StringComparison.Ordinal));
    }

    [Fact]
    public void Left_over_placeholders_are_counted_however_the_stream_is_cut()
    {
        const string unknown = "EMAIL_0123456789AB";
        var reply = Encoding.UTF8.GetBytes("{\"choices\":[{\"message\":{\"content\":\"" + $"{Person} {unknown} and {unknown}. {unknown}xyz CODE_123456789012" + "\"}}]}");
        var summary = ReplyRestorer.Restore(reply, LlmApi.ChatCompletions, Request.Map, new ArrayBufferWriter<byte>());
        Assert.Equal((1, 2), (summary.Restored, summary.Unrestored));

        foreach (var (name, dialect) in StreamDialect.All)
        {
            if (name == "openai responses") continue;  // its terminal copies repeat the text, and are counted too
            for (var length = 1; length < 20; length++)
            {
                var restorer = new StreamRestorer(dialect.Api, Request.Map, hidesUsage: false);
                var pieces = $"{Person} {unknown} and {unknown}".Chunk(length).Select(c => new string(c)).ToArray();
                restorer.Push(Encoding.UTF8.GetBytes(dialect.Write(pieces, [])), new ArrayBufferWriter<byte>());
                Assert.Equal((1, 2), (restorer.Summary.Restored, restorer.Summary.Unrestored));
            }
        }
    }

    [Fact]
    public void Log_probabilities_are_emptied_where_something_was_masked()
    {
        const string reply = """{"choices":[{"index":0,"message":{"content":"x"},"logprobs":{"content":[{"token":"PER","bytes":[80],"top_logprobs":[]}]}}]}""";
        Assert.Equal("""{"choices":[{"index":0,"message":{"content":"x"},"logprobs":null}]}""", GuardFixture.Restore(reply, LlmApi.ChatCompletions, Request));
        Assert.Equal(reply, GuardFixture.Restore(reply, LlmApi.ChatCompletions, Request with { Map = RestoreMap.Empty }));
    }

    [Theory]
    [InlineData(new byte[] { 0xE2 })]
    [InlineData(new byte[] { 0xF0, 0x9F })]
    [InlineData(new byte[] { 0x9F })]
    public void A_character_that_the_provider_cut_stays_and_takes_nothing_along(byte[] cut)
    {
        byte[] Reply(string first, string last) =>
            [.. Encoding.UTF8.GetBytes("{\"choices\":[{\"message\":{\"content\":\"a\\n" + first), .. cut, .. Encoding.UTF8.GetBytes(last), .. cut, .. "\"}}]}"u8];
        var output = new ArrayBufferWriter<byte>();
        ReplyRestorer.Restore(Reply(Address, Address), LlmApi.ChatCompletions, Request.Map, output);
        Assert.Equal(Reply(Mail, Mail), output.WrittenSpan);
    }

    [Fact]
    public void A_body_that_is_no_json_is_restored_as_text()
    {
        Assert.Equal("<p>" + Mail + "</p>", GuardFixture.Restore($"<p>{Address}</p>", LlmApi.ChatCompletions, Request));
    }
}
