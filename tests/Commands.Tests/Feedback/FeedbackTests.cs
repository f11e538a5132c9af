using EventAgents.Commands.Feedback;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Feedback;

public class FeedbackTests
{
    private const string Tenant = "t1";
    private static readonly Guid JobId = Guid.Parse("0198f000-0000-7000-8000-000000000031");
    private static readonly Guid IssueId = Guid.Parse("0198f000-0000-7000-8000-000000000032");
    private static readonly Guid Id = StreamIds.OfFeedback(Tenant, JobId, "ada");
    private static readonly RatedJob Job = new(JobId, IssueId, "coder", JobStatus.Completed);
    private static readonly SubmitFeedback Submit = new(Id, Job, "ada", Rating: 4, FeedbackOutcome.Solved, "fine", ["fast"]);
    private static readonly FeedbackSubmitted Submitted = new(Id, JobId, IssueId, "coder", "ada", 4, FeedbackOutcome.Solved, "fine", ["fast"]);
    private static readonly ReviseFeedback Revise = new(Id, "ada", Rating: 2, FeedbackOutcome.NotSolved, "it broke", []);
    private static readonly FeedbackRevised Revised = new(Id, JobId, IssueId, "coder", 2, FeedbackOutcome.NotSolved, "it broke", []);

    [Theory]
    [InlineData(JobStatus.Completed)]
    [InlineData(JobStatus.Failed)]
    [InlineData(JobStatus.Cancelled)]
    public void A_finished_job_is_rated(JobStatus status) => Given().When(Submit with { Job = Job with { Status = status } }).Then(Submitted);

    [Theory]
    [InlineData(JobStatus.Pending)]
    [InlineData(JobStatus.Running)]
    [InlineData(JobStatus.Paused)]
    public void An_open_job_is_not_rated(JobStatus status) => Given().When(Submit with { Job = Job with { Status = status } }).ThenRefused("job-not-finished");

    [Fact] public void A_job_that_the_tenant_does_not_have_is_not_rated() => Given().When(Submit with { Job = null }).ThenRefused("not-found");

    [Fact] public void A_second_feedback_of_the_same_user_is_refused() => Given(Submitted).When(Submit).ThenRefused("feedback-exists");

    [Fact] public void The_author_may_think_otherwise() => Given(Submitted).When(Revise).Then(Revised);

    [Fact] public void The_same_opinion_changes_nothing() => Given(Submitted, Revised).When(Revise).Then();

    [Fact]
    public void Nobody_else_changes_it() =>
        Assert.Equal(RefusalKind.Forbidden, Given(Submitted).When(Revise with { UserId = "bob" }).ThenRefused("not-the-author").Kind);

    [Fact] public void What_does_not_exist_is_not_found() => Given().When(Revise).ThenRefused("not-found");

    [Fact]
    public void User_job_and_tenant_make_the_id()
    {
        Assert.Equal(Id, StreamIds.OfFeedback(Tenant, JobId, "ada"));
        Guid[] others = [StreamIds.OfFeedback("t2", JobId, "ada"), StreamIds.OfFeedback(Tenant, IssueId, "ada"), StreamIds.OfFeedback(Tenant, JobId, "bob")];
        Assert.Equal(4, others.Append(Id).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_rating_is_1_to_5(int rating)
    {
        Assert.Equal(["/rating"], Validation.FaultsOf(Submit with { Rating = rating }));
        Assert.Equal(["/rating"], Validation.FaultsOf(Revise with { Rating = rating }));
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        string[] tooMany = [.. Enumerable.Range(0, 21).Select(i => $"tag{i}")];
        Assert.Equal(
            ["/comment", "/outcome", "/rating", "/tags"],
            Validation.FaultsOf(Submit with { Rating = 9, Outcome = (FeedbackOutcome)9, Comment = new string('c', 5_001), Tags = tooMany }));
        Assert.Equal(["/tags"], Validation.FaultsOf(Revise with { Tags = [""] }));
    }

    private static Spec<FeedbackEntry, FeedbackEvent> Given(params FeedbackEvent[] happened) => new(happened);
}
