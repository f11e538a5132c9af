using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Masking;

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
