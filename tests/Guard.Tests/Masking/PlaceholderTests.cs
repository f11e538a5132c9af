using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Masking;

public partial class PlaceholderTests
{
    private const string Mail = "ada@example.com";

    [Fact]
    public void A_million_values_of_a_tenant_have_a_million_placeholders()
    {
        var codes = new ulong[1_000_000];
        Span<byte> digest = stackalloc byte[32];
        for (var i = 0; i < codes.Length; i++)
        {
            GuardFixture.Key.Digest("PERSON"u8, Encoding.ASCII.GetBytes($"person {i}"), digest);
            codes[i] = BinaryPrimitives.ReadUInt64BigEndian(digest) >> 4;  // the 60 bits that twelve digits spell
        }
        var last = "PERSON_" + string.Concat(Enumerable.Range(0, 12).Select(i => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(int)(codes[^1] >> (55 - 5 * i) & 31)]));
        var made = new Replacements(GuardFixture.Key, default).For(EntityType.Person, null, EntityAction.Mask, "person 999999"u8, at: 0, isName: false);
        Assert.Equal(last, Encoding.ASCII.GetString(made));

        Assert.Equal(codes.Length, codes.Distinct().Count());
    }

    [Fact]
    public void A_value_has_one_placeholder_per_tenant_and_key_in_every_request()
    {
        var guard = new GuardFixture((EntityType.Email, Mail));
        Assert.Equal(PlaceholderIn(guard, $"to {Mail}"), PlaceholderIn(guard, $"again: {Mail}!"));

        var other = new GuardFixture(GuardPolicy.Default, GuardFixture.OtherKey, new SeededScanner((EntityType.Email, Mail)));
        Assert.NotEqual(PlaceholderIn(guard, Mail), PlaceholderIn(other, Mail));
    }

    [Fact]
    public void A_value_behind_the_callers_own_text_of_its_placeholder_is_lengthened_and_the_text_stays()
    {
        var guard = new GuardFixture((EntityType.Email, Mail));
        var own = PlaceholderIn(guard, Mail);
        var masked = guard.Mask(Body($"{own} is what I wrote to {Mail}"), LlmApi.ChatCompletions);
        var sent = ContentOf(masked);
        Assert.Matches($"^{own} is what I wrote to EMAIL_[0-9A-Z]{{16}}$", sent);
        Assert.Equal($"{own} is what I wrote to {Mail}", RestoreText(sent, masked));
    }

    [Fact]
    public void Own_text_behind_the_value_is_told_apart_too_without_changing_what_stood_before()
    {
        var guard = new GuardFixture((EntityType.Email, Mail));
        var own = PlaceholderIn(guard, Mail);
        var masked = guard.Mask(Body($"{Mail} and {own} and {own}"), LlmApi.ChatCompletions);
        var sent = ContentOf(masked);
        Assert.StartsWith($"{own} and EMAIL_", sent, StringComparison.Ordinal);
        Assert.Equal($"{Mail} and {own} and {own}", RestoreText(sent, masked));
    }

    [Fact]
    public void Own_text_that_looks_like_a_placeholder_never_becomes_a_value()
    {
        var guard = new GuardFixture((EntityType.Email, Mail));
        var own = PlaceholderIn(guard, Mail);
        var masked = guard.Mask(Body($"what is {own}?"), LlmApi.ChatCompletions);
        Assert.Equal(0, masked.Map.Count);
        Assert.Equal($"what is {own}?", RestoreText($"what is {own}?", masked));
    }

    [Fact]
    public void A_session_keeps_its_key_and_a_new_one_takes_effect_at_midnight()
    {
        var added = new DateTimeOffset(2026, 6, 1, 15, 0, 0, TimeSpan.Zero);
        var newer = new TenantKey("acme", "k2", Encoding.ASCII.GetBytes("a newer secret of the tests, 32 bytes"));
        var ring = new TenantKeyRing([new(GuardFixture.Key, added.AddDays(-30)), new(newer, added)]);
        Assert.Equal("k1", ring.At(added.AddHours(8)).Id);
        Assert.Equal("k2", ring.At(added.AddHours(9)).Id);
        Assert.Equal("k1", ring.Find("k1")!.Id);
        Assert.Null(ring.Find("k0"));
    }

    [Fact]
    public void A_sealed_map_opens_for_its_tenant_key_and_chain_alone()
    {
        var guard = new GuardFixture((EntityType.Email, Mail));
        var masked = guard.Mask(Body(Mail), LlmApi.ChatCompletions);
        var sealedMap = masked.Map.Seal(GuardFixture.Key, "resp_1");
        Assert.True(sealedMap.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Mail)) < 0);
        Assert.Equal(1, RestoreMap.Open(sealedMap, GuardFixture.Key, "resp_1")!.Count);
        Assert.Null(RestoreMap.Open(sealedMap, GuardFixture.Key, "resp_2"));
        Assert.Null(RestoreMap.Open(sealedMap, GuardFixture.OtherKey, "resp_1"));
        sealedMap[^1] ^= 1;
        Assert.Null(RestoreMap.Open(sealedMap, GuardFixture.Key, "resp_1"));
    }

    private static string PlaceholderIn(GuardFixture guard, string text) => Shape().Match(ContentOf(guard.Mask(Body(text), LlmApi.ChatCompletions))).Value;

    private static string Body(string text) => $$"""{"messages":[{"role":"user","content":"{{text}}"}]}""";

    private static string ContentOf(MaskedRequest masked) => GuardFixture.Text(masked.Body)["{\"messages\":[{\"role\":\"user\",\"content\":\"".Length..^4];

    private static string RestoreText(string text, MaskedRequest masked)
    {
        var reply = "{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}";
        var restored = GuardFixture.Restore(reply, LlmApi.ChatCompletions, masked);
        return restored["{\"choices\":[{\"message\":{\"content\":\"".Length..^5];
    }

    [GeneratedRegex("EMAIL_[0-9A-Z]{12}")]
    private static partial Regex Shape();
}
