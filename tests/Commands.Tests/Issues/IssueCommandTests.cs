using EventAgents.Commands.Issues;
using EventAgents.Events;
using static EventAgents.Commands.Tests.Issues.IssueFacts;

namespace EventAgents.Commands.Tests.Issues;

public class IssueCommandTests
{
    private static readonly SubmitIssue Submit = new(IssueId, JobId, IssueType.Bug, "Job 7 hangs");

    [Fact] public void A_new_issue_is_submitted_and_queued() => Given().When(Submit).Then(Submitted, Queued);

    [Fact]
    public void The_same_external_id_again_changes_nothing() =>
        Given(Submitted with { ExternalId = "ERP-1" }, Queued).When(Submit with { ExternalId = "ERP-1" }).Then();

    [Fact] public void The_same_id_again_without_an_external_id_is_refused() => Given(Submitted).When(Submit).ThenRefused("already-exists");

    [Fact]
    public void Cancelling_names_the_job_that_goes_with_it() =>
        Given(Submitted, Queued).When(new CancelIssue(IssueId, "not needed")).Then(Cancelled with { Reason = "not needed" });

    [Fact]
    public void A_retry_queues_the_same_work_as_another_job() =>
        Given(Submitted, Queued with { AgentType = "tester", Config = Times.Json("""{"review":true}""") }, Started, Failed)
            .When(new RetryIssue(IssueId, NextJobId, "disk is back"))
            .Then(
                new IssueRetried(IssueId, ReplacedJobId: JobId, "disk is back"),
                Queued with { JobId = NextJobId, AgentType = "tester", Config = Times.Json("""{"review":true}""") });

    [Fact]
    public void A_retry_takes_the_priority_that_holds_now() =>
        Given(Submitted, Queued, new IssuePriorityChanged(IssueId, IssuePriority.Medium, IssuePriority.Critical), Started, Failed)
            .When(new RetryIssue(IssueId, NextJobId, Reason: null))
            .Then(new IssueRetried(IssueId, JobId, Reason: null), Queued with { JobId = NextJobId, Priority = IssuePriority.Critical });

    [Fact]
    public void Approval_completes() =>
        Given(Submitted, Queued, Started, InReview).When(new ApproveIssue(IssueId, "good")).Then(new IssueApproved(IssueId, "good"), Completed);

    [Fact]
    public void Rework_queues_another_job() =>
        Given(Submitted, Queued, Started, InReview).When(new ReworkIssue(IssueId, NextJobId, "tests are missing"))
            .Then(new IssueReworkRequested(IssueId, "tests are missing"), Queued with { JobId = NextJobId });

    [Fact]
    public void A_second_start_of_the_same_job_changes_nothing() =>
        Given(Submitted, Queued, Started).When(new StartIssueProcessing(IssueId, JobId)).Then();

    [Fact]
    public void The_priority_changes_once() =>
        Given(Submitted).When(new ChangeIssuePriority(IssueId, IssuePriority.High))
            .Then(new IssuePriorityChanged(IssueId, IssuePriority.Medium, IssuePriority.High));

    [Fact] public void The_same_priority_changes_nothing() => Given(Submitted).When(new ChangeIssuePriority(IssueId, IssuePriority.Medium)).Then();

    [Fact]
    public void A_finished_issue_keeps_its_priority() =>
        Given(Submitted, Queued, Started, Completed).When(new ChangeIssuePriority(IssueId, IssuePriority.High)).ThenRefused("invalid-transition");

    [Fact]
    public void A_classification_is_kept()
    {
        var classified = new IssueClassified(
            IssueId, IssueType.Feature, IssuePriority.High, Complexity: 3, "billing", "coder", SuggestedModel: null, Confidence: 0.7, Reasoning: null);
        Given(Submitted).When(new ClassifyIssue(classified)).Then(classified);
        Given(Submitted, Queued, Cancelled).When(new ClassifyIssue(classified)).ThenRefused("invalid-transition");
    }

    [Fact]
    public void What_does_not_exist_is_not_found()
    {
        Given().When(new CancelIssue(IssueId, Reason: null)).ThenRefused("not-found");
        Given().When(new RetryIssue(IssueId, NextJobId, Reason: null)).ThenRefused("not-found");
        Given().When(new ApproveIssue(IssueId, Comment: null)).ThenRefused("not-found");
        Given().When(new ReworkIssue(IssueId, NextJobId, "again")).ThenRefused("not-found");
        Given().When(new ChangeIssuePriority(IssueId, IssuePriority.Low)).ThenRefused("not-found");
        Given().When(new StartIssueProcessing(IssueId, JobId)).ThenRefused("not-found");
        Given().When(new FinishIssue(IssueId, JobId, NeedsReview: true)).ThenRefused("not-found");
        Given().When(new FailIssue(IssueId, JobId, "error")).ThenRefused("not-found");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void A_title_has_1_to_200_characters(int length) => Assert.Empty(Validation.FaultsOf(Submit with { Title = new string('t', length) }));

    [Fact]
    public void All_faults_of_a_submission_are_named_at_once() =>
        Assert.Equal(
            ["/agentType", "/config/review", "/context/affectedFiles", "/context/colour", "/description", "/externalId", "/model", "/priority", "/source", "/title", "/type"],
            Validation.FaultsOf(Submit with
            {
                Type = (IssueType)9,
                Title = new string('t', 201),
                Priority = (IssuePriority)9,
                Source = (IssueSource)9,
                Description = new string('d', 20_001),
                Context = Times.Json("""{"module":"billing","affectedFiles":"one.cs","colour":"red"}"""),
                ExternalId = "",
                AgentType = "",
                Model = "",
                Config = Times.Json("""{"review":"yes"}"""),
            }));

    [Fact]
    public void A_context_has_at_most_64_KiB()
    {
        var metadata = new string('x', (64 * 1024) - """{"errorLogs":""}""".Length);
        Assert.Empty(Validation.FaultsOf(Submit with { Context = Times.Json($$"""{"errorLogs":"{{metadata}}"}""") }));
        Assert.Equal(["/context"], Validation.FaultsOf(Submit with { Context = Times.Json($$"""{"errorLogs":"{{metadata}}x"}""") }));
    }

    [Fact]
    public void A_context_is_an_object() => Assert.Equal(["/context"], Validation.FaultsOf(Submit with { Context = Times.Json("[]") }));

    [Fact]
    public void Reasons_are_bounded_and_rework_needs_one()
    {
        var tooLong = new string('r', 2_001);
        Assert.Equal(["/reason"], Validation.FaultsOf(new CancelIssue(IssueId, tooLong)));
        Assert.Equal(["/reason"], Validation.FaultsOf(new RetryIssue(IssueId, NextJobId, tooLong)));
        Assert.Equal(["/comment"], Validation.FaultsOf(new ApproveIssue(IssueId, tooLong)));
        Assert.Equal(["/reason"], Validation.FaultsOf(new ReworkIssue(IssueId, NextJobId, tooLong)));
        Assert.Equal(["/reason"], Validation.FaultsOf(new ReworkIssue(IssueId, NextJobId, "")));
        Assert.Equal(["/priority"], Validation.FaultsOf(new ChangeIssuePriority(IssueId, (IssuePriority)7)));
    }

    [Fact]
    public void A_classification_has_bounds() =>
        Assert.Equal(
            ["/classification/complexity", "/classification/confidence"],
            Validation.FaultsOf(new ClassifyIssue(new IssueClassified(IssueId, IssueType.Bug, IssuePriority.Low, 11, null, null, null, 1.1, null))));
}
