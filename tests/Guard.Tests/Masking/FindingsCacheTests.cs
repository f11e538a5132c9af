using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Masking;

public class FindingsCacheTests
{
    private const string Body = """{"messages":[{"role":"user","content":"mail \u0061da@example.com"},{"role":"user","content":"a second text"}]}""";

    private readonly SeededScanner _scanner = new((EntityType.Email, "ada@example.com"));

    [Fact]
    public void Text_seen_before_is_not_scanned_again_and_masks_the_same()
    {
        var masker = new RequestMasker(_scanner, new FindingsCache());
        var first = Mask(masker, GuardPolicy.Default, GuardFixture.Key);
        Assert.Equal(2, _scanner.Scans);
        Assert.Equal(first, Mask(masker, GuardPolicy.Default, GuardFixture.Key));
        Assert.Equal(2, _scanner.Scans);
    }

    [Fact]
    public void Another_tenant_and_another_version_of_the_policy_scan_for_themselves()
    {
        var masker = new RequestMasker(_scanner, new FindingsCache());
        Mask(masker, GuardPolicy.Default, GuardFixture.Key);
        Mask(masker, GuardPolicy.Default with { Version = 2 }, GuardFixture.Key);
        Mask(masker, GuardPolicy.Default with { Profile = "support" }, GuardFixture.Key);
        Mask(masker, GuardPolicy.Default, GuardFixture.OtherKey);
        Assert.Equal(8, _scanner.Scans);
    }

    [Fact]
    public void The_fields_name_is_part_of_what_was_seen()
    {
        var masker = new RequestMasker(_scanner, new FindingsCache());
        masker.Mask("""{"metadata":{"phone":"12345","note":"12345"}}"""u8.ToArray(), LlmApi.ChatCompletions, GuardPolicy.Default, GuardFixture.Key, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([(null, "phone"), ("phone", "12345"), (null, "note"), ("note", "12345")], _scanner.Seen);
    }

    [Fact]
    public void The_cache_stays_within_twice_its_capacity_and_keeps_what_is_used()
    {
        var cache = new FindingsCache(capacity: 100);
        var masker = new RequestMasker(_scanner, cache);
        for (var i = 0; i < 1_000; i++)
        {
            masker.Mask(Encoding.UTF8.GetBytes($$"""{"user":"user {{i}}"}"""), LlmApi.ChatCompletions, GuardPolicy.Default, GuardFixture.Key, cancellation: TestContext.Current.CancellationToken);
            masker.Mask("""{"user":"always here"}"""u8.ToArray(), LlmApi.ChatCompletions, GuardPolicy.Default, GuardFixture.Key, cancellation: TestContext.Current.CancellationToken);
        }
        Assert.InRange(cache.Count, 1, 200);
        Assert.Equal(1_001, _scanner.Scans);
    }

    private static string Mask(RequestMasker masker, GuardPolicy policy, TenantKey key) =>
        GuardFixture.Text(Assert.IsType<MaskedRequest>(masker.Mask(Encoding.UTF8.GetBytes(Body), LlmApi.ChatCompletions, policy, key)).Body);
}
