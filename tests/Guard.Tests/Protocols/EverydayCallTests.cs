using System.Text;
using System.Text.RegularExpressions;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

/// <summary>Calls as SDKs and agents send them every day, under the product's own detector: none of them is refused for a number in it.</summary>
public partial class EverydayCallTests
{
    private static readonly RequestMasker Masker = new(new PiiTextScanner(PiiDetector.Shipped), new FindingsCache());

    public static TheoryData<string, string> Bodies => new()
    {
        { "openai chat", """
            {"model":"gpt-4o-2024-08-06","messages":[{"role":"system","content":"You are a weather assistant."},{"role":"user","content":"How warm is it outside?"},
             {"role":"assistant","content":null,"tool_calls":[{"id":"call_9pHxL2vT0WqR8sYd5kJmN3bF","type":"function","function":{"name":"get_weather",
              "arguments":"{\"lat\":52.52,\"lon\":13.41,\"days\":3,\"units\":\"celsius\",\"port\":8080,\"count\":42,\"temperature\":21.5,\"year\":2026}"}}]},
             {"role":"tool","tool_call_id":"call_9pHxL2vT0WqR8sYd5kJmN3bF","content":"{\"temperature\":21.5,\"humidity\":40,\"wind\":{\"speed\":3.1,\"deg\":210},\"sunrise\":1767769200,\"code\":800}"}],
             "tools":[{"type":"function","function":{"name":"get_weather","description":"Forecast for a place.","parameters":{"type":"object","properties":{
              "lat":{"type":"number","minimum":-90,"maximum":90},"days":{"type":"integer","minimum":1,"maximum":16,"default":3},"age":{"type":"integer","default":18,"examples":[21,65]},
              "port":{"type":"integer","enum":[80,443,8080]}},"required":["lat"],"additionalProperties":false},"strict":true}}],
             "temperature":0.7,"top_p":1,"max_tokens":1024,"max_completion_tokens":16384,"seed":1234567890123,"n":1,"presence_penalty":0,"frequency_penalty":0.5,"top_logprobs":5,
             "user":"user-1f8a","store":false,"stream":true,"stream_options":{"include_usage":true}}
            """ },
        { "openai chat", """
            {"model":"gpt-4o","messages":[{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"list_orders",
             "arguments":"{\"page\":2,\"limit\":50,\"quantity\":3,\"price\":19.99,\"total\":1299.0,\"discount\":0.15,\"created_at\":1767769200,\"updated_at\":1767769200123,\"bytes\":1048576}"}}]}]}
            """ },
        { "openai responses", """
            {"model":"o4-mini","input":[{"role":"user","content":"Run the tests."},{"type":"function_call","call_id":"call_1","name":"run","arguments":"{\"timeout\":30000,\"retries\":3,\"line\":128,\"pid\":4242,\"exit_code\":1}"},
             {"type":"function_call_output","call_id":"call_1","output":"{\"passed\":512,\"failed\":0,\"duration_ms\":31001,\"started\":1767769200}"},
             {"type":"computer_call","call_id":"call_2","action":{"type":"click","x":640,"y":360,"button":"left"}}],
             "max_output_tokens":4096,"max_tool_calls":20,"temperature":1,"top_logprobs":0,"truncation":"auto"}
            """ },
        { "anthropic messages", """
            {"model":"claude-sonnet-4-5-20250929","max_tokens":8192,"temperature":1.0,"top_k":40,"stream":true,"thinking":{"type":"enabled","budget_tokens":10000},
             "messages":[{"role":"user","content":"Read the file."},{"role":"assistant","content":[{"type":"tool_use","id":"toolu_01A09q90qw90lq917835lq9","name":"read",
              "input":{"path":"src/main.rs","offset":100,"limit":2000,"view_range":[1,250],"timeout":120000,"port":5432,"score":0.93,"pinned":1}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_01A09q90qw90lq917835lq9","content":"ok"}]}],
             "tools":[{"name":"read","input_schema":{"type":"object","properties":{"offset":{"type":"integer","minimum":0,"default":0},"age":{"type":"integer","maximum":120}}},
              "input_examples":[{"offset":10,"limit":20}]}],"metadata":{"user_id":"u-77aa"}}
            """ },
        { "openai embeddings", """{"model":"text-embedding-3-small","input":["one","two"],"dimensions":1536,"encoding_format":"base64"}""" },
        { "openai completions", """{"model":"llama-3.1-8b-instruct","prompt":"Count to 10:","max_tokens":16,"temperature":0,"best_of":1,"seed":42}""" },
    };

    [Theory, MemberData(nameof(Bodies))]
    public void Small_numbers_go_out_as_they_are(string name, string body)
    {
        var outcome = Masker.Mask(Encoding.UTF8.GetBytes(body), RequestTemplates.All[name].Api, GuardPolicy.Default, GuardFixture.Key, cancellation: TestContext.Current.CancellationToken);
        Assert.False(outcome is Refusal, $"{outcome}");
        var sent = GuardFixture.Text(((MaskedRequest)outcome).Body);
        Assert.Equal(SmallNumbers(body), SmallNumbers(sent));
    }

    [Theory]
    [InlineData("pin", 4711)]
    [InlineData("passport_number", 12345)]
    [InlineData("age", 36)]
    [InlineData("customer_id", 10023)]
    public void A_short_number_with_a_finding_refuses_the_call(string field, int number) =>
        Assert.Equal(RefusalReason.NumberNotMaskable, Assert.IsType<Refusal>(Mask(field, number, GuardPolicy.Default)).Reason);

    [Theory, InlineData(EntityAction.Redact, 0), InlineData(EntityAction.Allow, 36)]
    public void The_tenant_s_policy_lets_a_short_number_pass(EntityAction action, int sent)
    {
        var masked = Assert.IsType<MaskedRequest>(Mask("age", 36, GuardPolicy.Default.With(EntityType.Age, action)));
        Assert.Contains($"{{\\\"age\\\":{sent}}}", GuardFixture.Text(masked.Body), StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_number_as_a_string_is_masked_like_any_text()
    {
        var masked = Assert.IsType<MaskedRequest>(Mask("age", "\\\"36\\\"", GuardPolicy.Default));
        Assert.Contains("AGE_", GuardFixture.Text(masked.Body), StringComparison.Ordinal);
    }

    private static MaskOutcome Mask(string field, object value, GuardPolicy policy)
    {
        var body = $$$"""{"messages":[{"tool_calls":[{"function":{"arguments":"{\"{{{field}}}\":{{{value}}}}"}}]}]}""";
        return Masker.Mask(Encoding.UTF8.GetBytes(body), LlmApi.ChatCompletions, policy, GuardFixture.Key);
    }

    private static List<string> SmallNumbers(string text) => [.. SmallNumber().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"(?<=[:\[,])-?[0-9]{1,5}(\.[0-9]{1,2})?(?=[,\]}\\])")]
    private static partial Regex SmallNumber();
}
