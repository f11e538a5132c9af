using System.Text.Json;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

/// <summary>Texts put together at random from values, their spellings, brackets, quotes and escapes, documents within documents: no value leaves, and all comes back as it was.</summary>
public class SpellingTests
{
    private const string Secret = "abXcd12efGH34", Name = "Ada Lovelace";

    private static readonly string[] Bits =
        [Secret, "ab\\u0058cd12efGH34", "\\\\u0058", "\\", "\"", "{", "}", "[", "]", ":", Name, "data:", ";base64,", "\\ud83d", "\\ude00", "é", "\n", ",", " ", "https://x.example/"];

    [Theory]
    [InlineData("{\"a\":\"\u00e9 [{\\\"ab\\\\u0058cd12efGH34\"}", "ab\\u0058cd12efGH34")]  // prose in a document, with a beginning of another
    [InlineData("{\"a\":\"ab\\\\u0058cd12efGH34\"}", "{\"[,ab\\u0058cd12efGH34")]  // what reads so in one place, and is spelled so in another
    [InlineData("{\"a\":\"{[\\\"ab\\\\u0058cd12efGH34\"}", Secret)]  // a bracket that ends what was none and begins what is one
    public void Each_spelling_comes_back_as_it_was(string text, string elsewhere) => AssertKept(text, elsewhere);

    [Fact]
    public void Whatever_is_put_together_no_value_leaves_and_all_comes_back()
    {
        var random = new Random(5);
        for (var run = 0; run < 3_000; run++) AssertKept(Document(random, depth: 0), Text(random));
    }

    private static string Document(Random random, int depth) => random.Next(4) switch
    {
        0 when depth < 3 => JsonSerializer.Serialize(Document(random, depth + 1)),
        1 when depth < 3 => JsonSerializer.Serialize(new Dictionary<string, string> { [$"{Text(random)}{depth}"] = Document(random, depth + 1), ["k"] = Text(random) }),
        _ => Text(random),
    };

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Bits[random.Next(Bits.Length)]));

    private static void AssertKept(string text, string elsewhere)
    {
        var guard = new GuardFixture((EntityType.Password, Secret), (EntityType.Person, Name));
        var body = JsonSerializer.Serialize(new { metadata = new { known = Secret, elsewhere }, messages = new[] { new { role = "user", content = text } } });
        var request = guard.Mask(body, LlmApi.ChatCompletions);
        var sent = GuardFixture.Text(request.Body);
        Assert.DoesNotContain(Secret, sent, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, sent, StringComparison.Ordinal);

        using var document = JsonDocument.Parse(request.Body);
        var echo = JsonSerializer.Serialize(new { choices = new[] { new { message = new { content = document.RootElement.GetProperty("messages")[0].GetProperty("content").GetString() } } } });
        using var back = JsonDocument.Parse(GuardFixture.Restore(echo, LlmApi.ChatCompletions, request));
        Assert.Equal(text, back.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }
}
