using EventAgents.Commands.Issues;
using EventAgents.Events;
using static EventAgents.Commands.Tests.Issues.IssueFacts;

namespace EventAgents.Commands.Tests.Issues;

public class IssueMatrixTests
{
    private readonly StateMachine<Issue, IssueEvent, IssueStatus> _machine = new(issue => issue.Status);

    public IssueMatrixTests()
    {
        _machine.State(IssueStatus.Pending, Submitted);
        _machine.State(IssueStatus.Queued, Submitted, Queued);
        _machine.State(IssueStatus.Processing, Submitted, Queued, Started);
        _machine.State(IssueStatus.Review, Submitted, Queued, Started, InReview);
        _machine.State(IssueStatus.Completed, Submitted, Queued, Started, Completed);
        _machine.State(IssueStatus.Failed, Submitted, Queued, Started, Failed);
        _machine.State(IssueStatus.Cancelled, Submitted, Queued, Cancelled);

        _machine.Command("start", new StartIssueProcessing(IssueId, NextJobId));
        _machine.Command("review", new FinishIssue(IssueId, JobId, NeedsReview: true));
        _machine.Command("complete", new FinishIssue(IssueId, JobId, NeedsReview: false));
        _machine.Command("fail", new FailIssue(IssueId, JobId, "out of disk"));
        _machine.Command("cancel", new CancelIssue(IssueId, Reason: null));
        _machine.Command("retry", new RetryIssue(IssueId, NextJobId, Reason: null));
        _machine.Command("approve", new ApproveIssue(IssueId, Comment: null));
        _machine.Command("rework", new ReworkIssue(IssueId, NextJobId, "not yet"));
    }

    [Fact]
    public void Every_command_in_every_state_does_what_the_table_says() => _machine.Matches("""
                     start       review  complete   fail    cancel     retry   approve    rework
        pending      -           -       -          -       cancelled  -       -          -
        queued       processing  -       -          -       cancelled  -       -          -
        processing   -           review  completed  failed  cancelled  queued  -          -
        review       -           -       -          -       cancelled  -       completed  queued
        completed    -           -       -          -       -          -       -          -
        failed       -           -       -          -       -          queued  -          -
        cancelled    -           -       -          -       =          -       -          -
        """);

    [Fact]
    public void No_other_edge_than_the_legal_ones_is_ever_taken()
    {
        string[] legal =
        [
            "pending→queued", "pending→cancelled",
            "queued→processing", "queued→cancelled",
            "processing→review", "processing→completed", "processing→failed", "processing→cancelled", "processing→queued",
            "review→completed", "review→queued", "review→cancelled",
            "failed→queued",
        ];
        Assert.Equal(legal.Order(StringComparer.Ordinal), _machine.Edges(Submitted, Queued));
        Assert.Equal(legal.Order(StringComparer.Ordinal), Issue.Lifecycle.Edges.Select(e => $"{Wire(e.From)}→{Wire(e.To)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_refused_transition_says_from_where_and_what_is_allowed()
    {
        var refusal = Given(Submitted, Queued).When(new ApproveIssue(IssueId, Comment: null)).ThenRefused("invalid-transition");

        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
        Assert.Equal("queued", refusal.Extra["from"]);
        Assert.Equal("approve", refusal.Extra["event"]);
        Assert.Equal(["start", "cancel"], (IEnumerable<string>)refusal.Extra["allowed"]);
    }

    [Fact]
    public void An_event_without_an_issue_is_a_bug() =>
        Assert.Throws<InvalidOperationException>(() => Issue.Evolve(null, Queued));

    [Fact]
    public void An_issue_is_submitted_once() =>
        Assert.Throws<InvalidOperationException>(() => Issue.Evolve(Issue.Evolve(null, Submitted), Submitted));

    private static string Wire(IssueStatus status) => WireName.Of(status);
}
