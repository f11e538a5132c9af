using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Host.Endpoints.Events;
using EventAgents.Host.Telemetry;
using EventAgents.Host.WebConsole;
using EventAgents.Host.WebConsole.Events;
using EventAgents.Host.WebConsole.Overview;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>What the console works out before it shows anything.</summary>
public class PureTests
{
    [Theory]
    [InlineData("/issues", "/issues")]
    [InlineData("/issues?q=a%20b", "/issues?q=a%20b")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("issues", "/")]
    [InlineData("//example.org", "/")]
    [InlineData("/\\example.org", "/")]
    [InlineData("/\r\nSet-Cookie: a=b", "/")]
    public void Only_an_address_of_this_site_is_gone_back_to(string? wanted, string reached) => Assert.Equal(reached, ConsolePage.LocalPath(wanted));

    [Theory]
    [InlineData("2026-06-01T12:00", "2026-06-01T12:00Z")]
    [InlineData("2026-06-01T12:00:30", "2026-06-01T12:00:30Z")]
    [InlineData("2026-06-01T12:00:00Z", "2026-06-01T12:00:00Z")]
    [InlineData("2026-06-01T12:00:00+02:00", "2026-06-01T12:00:00+02:00")]
    [InlineData("2026-06-01T12:00:00 02:00", "2026-06-01T12:00:00 02:00")]
    [InlineData("yesterday", "yesterday")]
    [InlineData("", "")]
    public void A_time_without_an_offset_is_UTC(string typed, string read) => Assert.Equal(read, LocalInstants.ToUtc(typed));

    [Theory]
    [InlineData("replace", "/a~1b/1/c~0d", "\"old\"", "\"new\"")]
    [InlineData("remove", "/a~1b/0", "1", null)]
    [InlineData("add", "/more", null, "\"new\"")]
    [InlineData("replace", "/no/such", null, "\"new\"")]
    public void A_change_is_shown_with_what_stood_there_before(string op, string path, string? old, string? now)
    {
        var before = JsonElement.Parse("""{"a/b":[1,{"c~d":"old"}],"no":"text"}""");
        Assert.Equal(new ChangedValue(op, path, old, now), ChangedValue.Of(new PatchOperation(op, path, JsonValue.Create("new")), before));
    }

    [Theory]
    [InlineData("in_progress", "in progress")]
    [InlineData("llm_call_guarded", "LLM call guarded")]
    [InlineData("api_key", "API key")]
    public void A_name_reads_as_people_write_it(string name, string read) => Assert.Equal(read, Words.Of(name));

    [Fact]
    public void An_id_is_told_apart_from_one_of_the_same_moment() =>
        Assert.NotEqual(Words.Short(Guid.Parse("01a1ff50-66a9-76c2-afc3-59517b15677e")), Words.Short(Guid.Parse("01a1ff50-66a9-7b7e-8d35-7c1f0b1d2a33")));

    [Theory]
    [InlineData(0, 0, "$0.00")]
    [InlineData(2, 0, "$2.00")]
    [InlineData(0, 1, "unknown for 1 call")]
    [InlineData(2, 3, "$2.00, unknown for 3 calls")]
    public void A_call_without_a_price_is_not_free(int usd, long withoutPrice, string read) => Assert.Equal(read, Words.Cost(usd, withoutPrice));

    [Fact]
    public void An_event_stands_below_the_one_that_caused_it_and_a_loop_ends()
    {
        var (root, child, other, itself) = (View("message-1"), View(null), View("message-2"), View(null));
        child = child with { CausationId = root.Id.ToString() };
        var grandchild = View(child.Id.ToString());
        itself = itself with { CausationId = itself.Id.ToString() };
        var tree = CausationTree.Of(new EventWhy(child, [], [], [root, child, other, grandchild, itself]));
        Assert.Equal([root.Id, other.Id, itself.Id], tree.Roots.Select(node => node.Event.Id));
        Assert.Equal(grandchild.Id, Assert.Single(Assert.Single(tree.Roots[0].Caused).Caused).Event.Id);
        Assert.Empty(tree.Roots[2].Caused);
    }

    [Fact]
    public void A_value_at_its_limit_is_not_over_it_and_one_above_is()
    {
        var limits = new ThresholdOptions { HookDurationP99Seconds = 0.010, AgentFailureRatio = 0.03, ErrorsPerHour = 10 };
        var rows = Thresholds.Of(new Measured(0.0101, HookRuns: 0, HookFailures: 0, Errors: 5), (Ended: 100, Failed: 3), tokensToday: 7, limits);
        Assert.Equal([false, false, true, false, false], rows.Select(row => row.IsOver));
        Assert.Equal(["7", "3 %", "10.1 ms", "nothing ran", "5"], rows.Select(row => row.Value));
        Assert.Equal([null, "3 %", "10 ms", null, "10"], rows.Select(row => row.Limit));
        Assert.Equal([null, 100, 100, null, 50], rows.Select(row => row.Percent));
        Assert.Equal([false, false, true, true, true], rows.Select(row => row.IsOfThisProcess));
    }

    [Fact]
    public void A_share_of_few_runs_is_over_no_limit()
    {
        var limits = new ThresholdOptions { AgentFailureRatio = 0.03 };
        Threshold Runs(long ended) => Thresholds.Of(new Measured(null, 0, 0, 0), (ended, Failed: ended), tokensToday: null, limits)[0];
        Assert.Equal((false, "100 %", "of 19 runs, too few"), (Runs(19).IsOver, Runs(19).Value, Runs(19).Caveat));
        Assert.Equal((true, "100 %", null), (Runs(20).IsOver, Runs(20).Value, Runs(20).Caveat));
    }

    private static EventView View(string? causationId) =>
        new(1, Guid.CreateVersion7(), Guid.CreateVersion7(), 1, "issue_queued", DateTimeOffset.UnixEpoch, "actor", "conversation", causationId, new Dictionary<string, string>(), new EventBody("nothing"));
}
