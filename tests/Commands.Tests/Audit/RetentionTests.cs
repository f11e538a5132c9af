using System.Collections.Immutable;
using EventAgents.Commands.Audit;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Audit;

public class RetentionTests
{
    private static readonly Guid Stream = Guid.Parse("01976f7e-5b7c-7000-8000-000000000002");
    private static readonly ChangeRetention Change = new(400, new Dictionary<string, int> { ["session"] = 200 }, "schedule");
    private static readonly RetentionChanged Changed = new(400, new Dictionary<string, int> { ["session"] = 200 }, "schedule");

    [Fact] public void Retention_changes_once() => Given(Changed).When(Change with { Reason = "again" }).Then();
    [Fact] public void What_holds_by_default_is_no_change() => Given().When(new ChangeRetention(RetentionRules.DefaultDays, new Dictionary<string, int>(), null)).Then();
    [Fact] public void Retention_is_replaced_as_a_whole() => Given(Changed).When(new ChangeRetention(400, new Dictionary<string, int>(), null)).Then(new RetentionChanged(400, new Dictionary<string, int>(), null));

    [Fact]
    public void Nothing_is_kept_for_less_than_the_floor_and_nothing_unknown_is_named()
    {
        Assert.Empty(Validation.FaultsOf(Change));
        var wrong = new ChangeRetention(183, new Dictionary<string, int> { ["session"] = 0, ["job_created"] = 36_526, ["organisation"] = 200, ["sesion"] = 200, ["issue"] = 184 }, new string('x', 2_001));
        Assert.Equal(["/classes/job_created", "/classes/organisation", "/classes/sesion", "/classes/session", "/defaultDays", "/reason"], Validation.FaultsOf(wrong));
    }

    [Theory]
    [InlineData("session", "session_completed", 184)]
    [InlineData("issue", "issue_cancelled", 2_192)]
    [InlineData("llm_call", "llm_call_blocked", 2_192)]
    public void A_stream_is_kept_for_so_long_after_its_last_event_unless_somebody_says_otherwise(string streamType, string last, int days)
    {
        Assert.False(RetentionSettings.Default.HasPassed(streamType, last, [(last, Times.Noon)], Times.Noon.AddDays(days).AddTicks(-1)));
        Assert.True(RetentionSettings.Default.HasPassed(streamType, last, [(last, Times.Noon)], Times.Noon.AddDays(days)));
    }

    [Fact]
    public void An_event_types_own_class_holds_the_stream_open_for_longer()
    {
        var settings = RetentionSettings.Default with { Classes = ImmutableSortedDictionary<string, int>.Empty.Add("session_created", 1_000) };
        (string, DateTimeOffset)[] events = [("session_created", Times.Noon), ("session_completed", Times.Noon.AddDays(1))];
        Assert.False(settings.HasPassed("session", "session_completed", events, Times.Noon.AddDays(999)));
        Assert.True(settings.HasPassed("session", "session_completed", events, Times.Noon.AddDays(1_000)));
    }

    [Theory]
    [InlineData("session", "session_paused")]
    [InlineData("issue", "issue_failed")]  // it can be retried
    [InlineData("organisation", "organisation_created")]
    [InlineData("access", "user_logged_in")]
    public void What_has_not_ended_stays_open_for_ever(string streamType, string last) =>
        Assert.False(RetentionSettings.Default.HasPassed(streamType, last, [(last, Times.Noon)], Times.Noon.AddDays(40_000)));

    [Fact]
    public void A_hold_is_placed_once_for_one_reason_and_released_for_one()
    {
        var place = new PlaceLegalHold(Stream, "case 7");
        var placed = new LegalHoldPlaced(Stream, "case 7");
        var released = new LegalHoldReleased(Stream, "settled");
        Hold().When(place).Then(placed);
        Hold(placed).When(place).Then();
        Hold(placed).When(place with { Reason = "case 8" }).Then(new LegalHoldPlaced(Stream, "case 8"));
        Hold(placed).When(new ReleaseLegalHold(Stream, "settled")).Then(released);
        Hold(placed).When(new ReleaseLegalHold(Stream, " ")).ThenRefused("validation");
        Hold().When(new ReleaseLegalHold(Stream, null)).ThenRefused("not-found");
        Hold(placed, released).When(new ReleaseLegalHold(Stream, "settled")).ThenRefused("not-found");
        Hold(placed, released).When(place).Then(placed);
        Assert.Equal(["/reason"], Validation.FaultsOf(place with { Reason = "" }));
        Assert.NotEqual(place.StreamId, new PlaceLegalHold(null, "all").StreamId);
    }

    private static Spec<RetentionSettings, RetentionEvent> Given(params RetentionEvent[] happened) => new(happened);

    private static Spec<LegalHold, LegalHoldEvent> Hold(params LegalHoldEvent[] happened) => new(happened);
}
