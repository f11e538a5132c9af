using System.Buffers;
using System.Text;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Masking;

public class RestoreIndexTests
{
    private const int Many = 20_000;

    public static TheoryData<EntityType> Types => [EntityType.Email, EntityType.Phone, EntityType.Iban, EntityType.CreditCard, EntityType.Ip, EntityType.Code, EntityType.Person];

    [Theory, MemberData(nameof(Types))]
    public void Of_many_replacements_that_begin_alike_each_is_found_without_looking_at_the_others(EntityType type)
    {
        string[] values = [.. Enumerable.Range(0, Many).Select(i => ValueOf(type, i))];
        var map = MaskedList(type, values).Map;
        Assert.Equal(Many, map.Count);
        var most = map.Entries.Max(e => map.Index.CandidatesAt(e.IsPlaceholder ? e.Token.AsSpan(e.Token.AsSpan().LastIndexOf((byte)'_')) : e.Token));
        Assert.InRange(most, 1, 2);

        var reply = JsonSerializer.SerializeToUtf8Bytes(new
        {
            choices = new[] { new { message = new { content = string.Join('\n', map.Entries.Reverse().Select(e => Encoding.ASCII.GetString(e.Token))) } } },
        });
        var output = new ArrayBufferWriter<byte>();
        Assert.Equal(Many, ReplyRestorer.Restore(reply, LlmApi.ChatCompletions, map, output).Restored);
        using var restored = JsonDocument.Parse(output.WrittenMemory);
        var content = restored.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
        Assert.Equal(string.Join('\n', values.Reverse()), content);
    }

    private static MaskedRequest MaskedList(EntityType type, string[] values)
    {
        var guard = new GuardFixture(GuardPolicy.Default.With(type, EntityAction.Surrogate), GuardFixture.Key, new ListScanner(type));
        var content = string.Join('\n', values);
        return guard.Mask(JsonSerializer.Serialize(new { messages = new[] { new { role = "user", content } } }), LlmApi.ChatCompletions);
    }

    private static string ValueOf(EntityType type, int number) => type switch
    {
        EntityType.Email => $"kunde{number:000000}@example.org",
        EntityType.Phone => $"+49 30 {number:0000000}",
        EntityType.Iban => $"DE{number % 97:00}37040044{number:0000000000}",
        EntityType.CreditCard => $"40128888{number:00000000}",
        EntityType.Ip => $"2001:db8:0:1::{number:x}",
        EntityType.Code => $"EMP-{number:000000000}",
        _ => $"Ada Lovelace {number}",
    };

    /// <summary>Finds every line to be a value.</summary>
    private sealed class ListScanner(EntityType type) : ITextScanner
    {
        public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings)
        {
            if (!text.Contains('\n')) return;
            foreach (var line in text.Split('\n'))
            {
                var (start, length) = line.GetOffsetAndLength(text.Length);
                findings.Add(new Finding(start, length, type, 1, FindingSource.Proven));
            }
        }
    }
}
