using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Proxy;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Masking;

[Collection(nameof(Alone))]  // one of them compares times
public class KnownValuesTests
{
    /// <summary>Finds a value only behind the word that gives it away.</summary>
    private sealed class ContextScanner(string value) : ITextScanner
    {
        public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings)
        {
            var at = text.IndexOf($"name: {value}");
            if (at >= 0) findings.Add(new Finding(at + 6, value.Length, EntityType.Person, 1, FindingSource.Context));
        }
    }

    [Theory]
    [InlineData("Lovelace", "Lovelace")]
    [InlineData("Zoë Smith", "Zo\\u00eb Smith")]
    [InlineData("O\"Neil Jr", "O\\\"Neil Jr")]
    public void A_value_found_in_one_place_does_not_leave_from_another(string value, string written)
    {
        var guard = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, new ContextScanner(value));
        var body = "{\"user\":\"V\",\"messages\":[{\"role\":\"user\",\"content\":\"name: V, V's and xVx\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}],\"metadata\":{\"V\":\"V\"}}"
            .Replace("V", written, StringComparison.Ordinal);
        var masked = guard.Mask(body, LlmApi.ChatCompletions);
        var token = Encoding.ASCII.GetString(Assert.Single(masked.Map.Entries).Token);
        Assert.Equal(body.Replace(written, token, StringComparison.Ordinal).Replace($"x{token}x", $"x{written}x", StringComparison.Ordinal), GuardFixture.Text(masked.Body));
        Assert.Equal(5, Assert.Single(masked.Counts).Count);
    }

    [Fact]
    public void Of_several_values_that_begin_alike_the_longest_whole_one_is_found()
    {
        string[] values = ["Anna Be", "Anna Berg", "Anna Bergmann", "Anna Bergmann-Li", "Anna Berta", "Anna"];
        var known = new KnownValues([.. values.Append("Anna Berg").Select(v => new KnownValue(EntityType.Person, null, Encoding.UTF8.GetBytes(v)))]);
        Assert.Equal("Anna Berg", FirstIn("to Anna Berg's"));
        Assert.Equal("Anna Bergmann-Li", FirstIn("Anna Bergmann-Li"));
        Assert.Equal("Anna Bergmann", FirstIn("Anna Bergmann-Lin"));
        Assert.Equal("Anna Be", FirstIn("Anna Bergm, Anna Bern, Anna Be"));
        Assert.Null(FirstIn("Anna Bergm xAnna Berg Annabel Anna"));

        string? FirstIn(string text) => known.TryFind(Encoding.UTF8.GetBytes(text), 0, out _, out var found) ? Encoding.UTF8.GetString(found.Value) : null;
    }

    [Theory]
    [InlineData(EntityAction.Mask, false)]
    [InlineData(EntityAction.Surrogate, false)]
    [InlineData(EntityAction.Mask, true)]
    public void A_long_list_costs_no_more_per_row_than_a_short_one(EntityAction action, bool isJson)
    {
        double few = double.MaxValue, many = double.MaxValue;
        for (var run = 0; run < 8 && (run == 0 || many > 32 * few); run++)  // a busy machine may disturb some runs, but not make the best of them quadratic
        {
            few = Math.Min(few, CostOf(rows: 3_000, action, isJson));
            many = Math.Min(many, CostOf(rows: 24_000, action, isJson));
        }
        Assert.True(many <= 32 * few, $"8 times the rows took {many / few:0} times as long");
    }

    [Fact]
    public void A_call_that_was_given_up_is_not_masked_to_its_end()
    {
        var masker = new RequestMasker(new LineScanner(), new FindingsCache());
        Assert.Throws<OperationCanceledException>(() => masker.Mask("""{"messages":[{"content":"Ada Lovelace"}]}"""u8.ToArray(), LlmApi.ChatCompletions, GuardPolicy.Default,
            GuardFixture.Key, cancellation: new CancellationToken(canceled: true)));
    }

    /// <summary>Ticks that masking a list takes; its values share their first bytes, and a name with an umlaut has everything read twice.</summary>
    private static double CostOf(int rows, EntityAction action, bool isJson)
    {
        var list = "Dr. Jürgen Müller\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"kunde{i:000000}@example.com\n"));
        var content = isJson ? JsonSerializer.Serialize(list.Split('\n').SelectMany(v => (string[])[v, v])) : list;
        if (isJson) content = content.Replace("kunde", "\\u006bunde", StringComparison.Ordinal);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { messages = new[] { new { role = "user", content } } });
        var guard = new GuardFixture(GuardPolicy.Default.With(EntityType.Email, action), GuardFixture.Key, new LineScanner());
        var clock = Stopwatch.StartNew();
        var masked = Assert.IsType<MaskedRequest>(guard.TryMask(body, LlmApi.ChatCompletions));
        var cost = clock.ElapsedTicks;
        Assert.True(masked.Map.Count > rows);
        return cost;
    }

    /// <summary>Finds every line to be somebody's address, and the one with an umlaut to be a name.</summary>
    private sealed class LineScanner : ITextScanner
    {
        public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings)
        {
            foreach (var line in text.Split('\n'))
            {
                var (start, length) = line.GetOffsetAndLength(text.Length);
                if (length > 6) findings.Add(new Finding(start, length, text[line].Contains('@') ? EntityType.Email : EntityType.Person, 1, FindingSource.Proven));
            }
        }
    }

    /// <summary>Serializers differ in what they escape beyond what JSON demands: Gson the equals sign, System.Text.Json the backtick, others DEL.</summary>
    [Theory]
    [InlineData("ab\\u003dcd12efGH34")]
    [InlineData("ab\\u0060cd12efGH34")]
    [InlineData("ab\\u007Fcd12efGH34")]
    [InlineData("\\u0061bXcd12efGH34")]
    public void A_value_spelled_with_codes_does_not_leave_from_another_place(string written)
    {
        var sent = Sent($$$"""{"messages":[],"metadata":{"password":"{{{written}}}","note":"it was {{{written}}} then"}}""", LlmApi.ChatCompletions);
        Assert.DoesNotContain("cd12efGH34", sent, StringComparison.Ordinal);
    }

    /// <summary>In documents within documents, in prose that no reader takes for one of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_value_spelled_with_codes_does_not_leave_from_documents_in_prose(int documents)
    {
        var note = "it was ab\\u0058cd12efGH34 then";
        var text = $"{{\"note\":\"{note}\"}}";
        for (var i = 1; i < documents; i++) text = JsonSerializer.Serialize(new { note = text });
        foreach (var prose in (string[])[$"see {text} please", $"see {{\"a\" {text}", $"C:\\ud83d\\uzz \\ud83d {text} \\", text])
        {
            var guard = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, new PiiTextScanner(PiiDetector.Shipped));
            var masked = guard.Mask(JsonSerializer.Serialize(new { messages = new[] { new { role = "user", content = prose } }, metadata = new { password = "abXcd12efGH34" } }), LlmApi.ChatCompletions);
            Assert.DoesNotContain("cd12efGH34", GuardFixture.Text(masked.Body), StringComparison.Ordinal);
            using var sent = JsonDocument.Parse(masked.Body);
            var reply = JsonSerializer.Serialize(new { choices = new[] { new { message = new { content = sent.RootElement.GetProperty("messages")[0].GetProperty("content").GetString() } } } });
            using var back = JsonDocument.Parse(GuardFixture.Restore(reply, LlmApi.ChatCompletions, masked));
            Assert.Equal(prose, back.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        }
    }

    [Theory, InlineData(""), InlineData("data:text/plain;base64,")]
    public void A_value_found_elsewhere_does_not_leave_in_a_file(string prefix)
    {
        var file = prefix + Convert.ToBase64String("it was abXcd12efGH34 then"u8);
        var sent = Sent($$$"""{"metadata":{"password":"abXcd12efGH34"},"input":[{"role":"user","content":[{"type":"input_file","file_data":"{{{file}}}"}]}]}""", LlmApi.Responses);
        var start = sent.IndexOf("file_data\":\"", StringComparison.Ordinal) + "file_data\":\"".Length + prefix.Length;
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(sent[start..sent.IndexOf('"', start)]));
        Assert.Matches("^it was [A-Z_]+_[0-9A-Z]{12} then$", text);
    }

    private static string Sent(string body, LlmApi api)
    {
        var guard = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, new PiiTextScanner(PiiDetector.Shipped));
        return GuardFixture.Text(guard.Mask(body, api).Body);
    }

    [Theory]
    [InlineData("Ada")]
    [InlineData("grace")]
    [InlineData("get weather")]
    public void What_could_be_any_word_is_not_looked_for_elsewhere(string value)
    {
        var guard = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, new ContextScanner(value));
        var masked = guard.Mask($$"""{"user":"{{value}}","messages":[{"role":"user","content":"name: {{value}}"}]}""", LlmApi.ChatCompletions);
        Assert.StartsWith($$"""{"user":"{{value}}",""", GuardFixture.Text(masked.Body), StringComparison.Ordinal);
    }
}
