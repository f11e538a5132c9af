using System.Collections.Immutable;
using EventAgents.Commands.Coupling;
using EventAgents.Events;
using static EventAgents.Commands.Tests.Issues.IssueFacts;

namespace EventAgents.Commands.Tests.Coupling;

/// <summary>What one stream's event means for another's, given that other's history.</summary>
public class CouplingTests
{
    private static readonly JobCreated JobCreated = new(JobId, IssueId, "coder", Model: null, Priority: 5, MaxAttempts: 3, Config: null);
    private static readonly JobStarted JobStarted = new(JobId, IssueId, Attempt: 1, "worker-1", Times.Noon);
    private static readonly JobCancelled JobCancelled = new(JobId, IssueId, "The issue was cancelled.");
    private static readonly Guid FeedbackId = Guid.Parse("0198f000-0000-7000-8000-000000000071");

    private static readonly FeedbackSubmitted BadRating = new(
        FeedbackId, JobId, IssueId, "coder", "ada", Rating: 1, FeedbackOutcome.MadeWorse, Comment: null, Tags: []);

    [Theory]
    [InlineData(IssuePriority.Critical, 1)]
    [InlineData(IssuePriority.High, 2)]
    [InlineData(IssuePriority.Medium, 5)]
    [InlineData(IssuePriority.Low, 10)]
    public void A_queued_issue_has_its_job(IssuePriority priority, int number) =>
        Assert.Equal(JobCreated with { Priority = number }, Single(Queued with { Priority = priority }));

    [Fact] public void A_cancelled_issue_cancels_its_open_job() => Assert.Equal(JobCancelled, Single(Cancelled, JobCreated, JobStarted));

    [Fact] public void A_cancelled_issue_leaves_a_finished_job_alone() => Assert.Empty(Decide(Cancelled, JobCreated, JobStarted, new JobFailed(JobId, IssueId, "x")));

    [Fact] public void An_issue_cancelled_before_it_had_a_job_concerns_no_other() => Assert.Empty(Couplings.Of(Cancelled with { JobId = null }));

    [Fact]
    public void A_retry_cancels_the_job_that_still_runs() =>
        Assert.IsType<JobCancelled>(Single(new IssueRetried(IssueId, JobId, Reason: null), JobCreated, JobStarted));

    [Fact] public void A_started_job_starts_its_issue() => Assert.Equal(Started, Single(JobStarted, Submitted, Queued));

    [Fact] public void A_second_attempt_finds_the_issue_started() => Assert.Empty(Decide(JobStarted with { Attempt = 2 }, Submitted, Queued, Started));

    [Fact]
    public void A_completed_job_completes_its_issue() =>
        Assert.Equal(Completed, Single(new JobCompleted(JobId, IssueId, 1, Result: null, NeedsReview: false), Submitted, Queued, Started));

    [Fact]
    public void A_completed_job_that_needs_review_sends_its_issue_there() =>
        Assert.Equal(InReview, Single(new JobCompleted(JobId, IssueId, 1, Result: null, NeedsReview: true), Submitted, Queued, Started));

    [Fact] public void A_failed_job_fails_its_issue() => Assert.Equal(Failed, Single(new JobFailed(JobId, IssueId, "out of disk"), Submitted, Queued, Started));

    [Fact]
    public void A_bad_rating_opens_a_card() =>
        Assert.Equal(
            new ImprovementOpened(StreamIds.OfImprovement(FeedbackId), FeedbackId, JobId, IssueId, "coder", ImprovementPriority.Critical), Single(BadRating));

    [Fact] public void A_good_rating_opens_none() => Assert.Empty(Couplings.Of(BadRating with { Rating = 4 }));

    [Fact]
    public void A_revised_rating_may_open_a_card_and_never_closes_one()
    {
        var opened = Single(BadRating);
        Assert.Equal(opened, Single(new FeedbackRevised(FeedbackId, JobId, IssueId, "coder", 2, FeedbackOutcome.MadeWorse, Comment: null, Tags: [])));
        Assert.Empty(Decide(BadRating, opened));
        Assert.Empty(Couplings.Of(new FeedbackRevised(FeedbackId, JobId, IssueId, "coder", 5, FeedbackOutcome.Solved, Comment: null, Tags: [])));
    }

    [Fact]
    public void An_organisation_begins_with_its_founder()
    {
        var created = new OrganisationCreated(StreamIds.OfOrganisation("Example"), "Example", FounderId: JobId);
        var founder = Assert.IsType<UserSignedUp>(Single(created));
        Assert.Equal((JobId, created.OrganisationId), (founder.UserId, founder.OrganisationId));
        Assert.Equal([Role.Admin], founder.Roles);
    }

    [Fact]
    public void A_start_that_the_issue_does_not_allow_is_refused_as_a_whole()
    {
        var command = Assert.Single(Couplings.Of(JobStarted));
        var (events, refusal) = command.Decide([Submitted, Queued, Cancelled], Times.Noon);
        Assert.Empty(events);
        Assert.Equal("invalid-transition", refusal?.Slug);
    }

    private static object Single(object happened, params object[] other) => Assert.Single(Decide(happened, other));

    private static ImmutableArray<object> Decide(object happened, params object[] other)
    {
        var (events, refusal) = Assert.Single(Couplings.Of(happened)).Decide(other, Times.Noon);
        Assert.Null(refusal);
        return events;
    }
}
