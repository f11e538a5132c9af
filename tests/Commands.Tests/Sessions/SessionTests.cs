using EventAgents.Commands.Sessions;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Sessions;

public class SessionTests
{
    private static readonly Guid Id = Guid.Parse("0198f000-0000-7000-8000-000000000021");
    private static readonly SessionCreated Created = new(Id, "planner", TaskId: null, Metadata: null);
    private static readonly SessionActivated Activated = new(Id, Reason: null);
    private static readonly SessionPaused Paused = new(Id, Reason: null);

    private readonly StateMachine<Session, SessionEvent, SessionStatus> _machine = new(session => session.Status);

    public SessionTests()
    {
        _machine.State(SessionStatus.Pending, Created);
        _machine.State(SessionStatus.Active, Created, Activated);
        _machine.State(SessionStatus.Paused, Created, Activated, Paused);
        _machine.State(SessionStatus.Completed, Created, Activated, new SessionCompleted(Id, null));
        _machine.State(SessionStatus.Failed, Created, Activated, new SessionFailed(Id, null));
        _machine.State(SessionStatus.Expired, Created, new SessionExpired(Id, null));

        _machine.Command("activate", new ActivateSession(Id, Reason: null));
        _machine.Command("pause", new PauseSession(Id, Reason: null));
        _machine.Command("resume", new ResumeSession(Id, Reason: null));
        _machine.Command("complete", new CompleteSession(Id, Reason: null));
        _machine.Command("fail", new FailSession(Id, Reason: null));
        _machine.Command("expire", new ExpireSession(Id, Reason: null));
    }

    [Fact]
    public void Every_command_in_every_state_does_what_the_table_says() => _machine.Matches("""
                    activate  pause   resume  complete   fail    expire
        pending     active    -       -       -          -       expired
        active      =         paused  =       completed  failed  expired
        paused      -         =       active  -          -       expired
        completed   -         -       -       -          -       -
        failed      -         -       -       -          -       -
        expired     -         -       -       -          -       -
        """);

    [Fact]
    public void No_other_edge_than_the_legal_ones_is_ever_taken()
    {
        string[] legal =
        [
            "pending→active", "pending→expired",
            "active→paused", "active→completed", "active→failed", "active→expired",
            "paused→active", "paused→expired",
        ];
        Assert.Equal(legal.Order(StringComparer.Ordinal), _machine.Edges(Created));
        Assert.Equal(legal.Order(StringComparer.Ordinal), Session.Lifecycle.Edges.Select(e => $"{Wire(e.From)}→{Wire(e.To)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_session_is_created_once()
    {
        var create = new CreateSession(Id, "planner", TaskId: null, Metadata: null);
        Given().When(create).Then(Created);
        Given(Created).When(create).ThenRefused("already-exists");
    }

    [Fact]
    public void Changes_keep_their_reason() => Given(Created, Activated).When(new PauseSession(Id, "lunch")).Then(Paused with { Reason = "lunch" });

    [Fact]
    public void A_patch_leaves_the_whole_metadata() =>
        Given(Created with { Metadata = Times.Json("""{"a":1,"b":{"c":2,"d":3}}""") })
            .When(new PatchSessionMetadata(Id, Times.Json("""{"b":{"c":null,"e":4},"f":5}"""), "more"))
            .Then(new SessionMetadataChanged(Id, Times.Json("""{"a":1,"b":{"d":3,"e":4},"f":5}"""), "more"));

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("""{}""")]
    [InlineData("""{"b":null}""")]
    public void A_patch_that_alters_nothing_is_nothing(string patch) =>
        Given(Created with { Metadata = Times.Json("""{"a":1}""") }).When(new PatchSessionMetadata(Id, Times.Json(patch), Reason: null)).Then();

    [Fact] public void An_empty_patch_of_no_metadata_is_nothing() => Given(Created).When(new PatchSessionMetadata(Id, Times.Json("{}"), null)).Then();

    [Fact]
    public void An_ended_session_keeps_its_metadata() =>
        Given(Created, new SessionExpired(Id, null)).When(new PatchSessionMetadata(Id, Times.Json("""{"a":1}"""), null)).ThenRefused("invalid-transition");

    [Fact]
    public void Metadata_does_not_grow_beyond_its_limit()
    {
        var half = new string('x', 40_000);
        Given(Created with { Metadata = Times.Json($$"""{"a":"{{half}}"}""") })
            .When(new PatchSessionMetadata(Id, Times.Json($$"""{"b":"{{half}}"}"""), null)).ThenRefused("metadata-too-large");
    }

    /// <summary>The examples of RFC 7396, appendix A, whose target is an object or whose patch is one.</summary>
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", """null""", """null""")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""[1,2]""", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void A_merge_patch_follows_the_standard(string target, string patch, string expected) =>
        Assert.Equal(expected, MergePatch.Apply(Times.Json(target), Times.Json(patch)).GetRawText());

    [Fact]
    public void All_faults_are_named_at_once()
    {
        Assert.Equal(["/agentRole", "/metadata", "/taskId"], Validation.FaultsOf(new CreateSession(Id, "", "", Times.Json("[]"))));
        Assert.Equal(["/patch", "/reason"], Validation.FaultsOf(new PatchSessionMetadata(Id, Times.Json("1"), new string('r', 2_001))));
        Assert.Equal(["/reason"], Validation.FaultsOf(new FailSession(Id, new string('r', 2_001))));
    }

    private static Spec<Session, SessionEvent> Given(params SessionEvent[] happened) => new(happened);

    private static string Wire(SessionStatus status) => WireName.Of(status);
}
