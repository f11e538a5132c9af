using EventAgents.Commands.Jobs;
using EventAgents.Events;
using static EventAgents.Commands.Tests.Jobs.JobFacts;

namespace EventAgents.Commands.Tests.Jobs;

/// <summary>Starting, leases, attempts and fencing.</summary>
public class JobQueueRulesTests
{
    private static readonly StartJob Start = new(JobId, Worker, Lease);
    private static readonly FailJob Fail = new(JobId, Worker, Attempt: 1, "out of disk", Jitter: 1);

    [Fact] public void A_pending_job_starts_with_a_lease() => Given(Created).When(Start).Then(Started);

    [Fact] public void Every_start_is_a_new_attempt() => Given(Created, Started, LeaseLost(1)).When(Start).Then(StartedAs(attempt: 2));

    [Fact]
    public void A_running_job_is_given_to_nobody_else() => Given(Created, Started).When(Start with { WorkerId = "worker-2" }).ThenRefused("invalid-transition");

    [Fact]
    public void A_retry_waits_until_it_is_due()
    {
        var given = Given(Created, Started, AttemptFailed(1, retryAt: Times.Noon.AddSeconds(2)));
        given.When(Start, at: Times.Noon.AddSeconds(1.9)).ThenRefused("retry-not-due");
        given.When(Start, at: Times.Noon.AddSeconds(2)).Then(StartedAs(attempt: 2) with { LeaseUntil = Times.Noon.AddSeconds(62) });
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(8, 256)]
    [InlineData(9, 300)]
    [InlineData(1_000, 300)]
    public void The_longest_wait_doubles_up_to_five_minutes(int failures, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.Ceiling(failures));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 0.5)]
    [InlineData(1, 2)]
    public void The_wait_is_drawn_from_nothing_to_the_longest(double jitter, double seconds) =>
        Given(Created, Started).When(Fail with { Jitter = jitter }).Then(AttemptFailed(1, retryAt: Times.Noon.AddSeconds(seconds)));

    [Fact]
    public void The_third_failed_attempt_fails_the_job() =>
        Given(Created, Started, AttemptFailed(1, Times.Noon), StartedAs(2), AttemptFailed(2, Times.Noon), StartedAs(3))
            .When(Fail with { Attempt = 3 })
            .Then(AttemptFailed(3, retryAt: null), Failed);

    [Fact]
    public void A_fourth_attempt_never_starts() =>
        Given(Created, Started, AttemptFailed(1, Times.Noon), StartedAs(2), AttemptFailed(2, Times.Noon), StartedAs(3), AttemptFailed(3, null), Failed)
            .When(Start).ThenRefused("invalid-transition");

    [Fact]
    public void A_lost_lease_does_not_count_as_a_failed_attempt() =>
        Given(Created, Started, LeaseLost(1), StartedAs(2), LeaseLost(2), StartedAs(3), LeaseLost(3), StartedAs(4))
            .When(Fail with { Attempt = 4 })
            .Then(AttemptFailed(4, retryAt: Times.Noon.AddSeconds(2)));

    [Fact]
    public void A_lost_lease_puts_the_job_back_at_once() => Given(Created, Started).When(new ExpireLease(JobId, Attempt: 1)).Then(LeaseLost(1));

    [Fact]
    public void Another_attempt_s_lease_is_not_ended() =>
        Given(Created, Started, LeaseLost(1), StartedAs(2)).When(new ExpireLease(JobId, Attempt: 1)).ThenRefused("lease-lost");

    [Fact]
    public void The_tenth_lost_lease_fails_the_job()
    {
        var history = Enumerable.Range(1, 9).SelectMany(attempt => new JobEvent[] { StartedAs(attempt), LeaseLost(attempt) });
        Given([Created, .. history, StartedAs(10)])
            .When(new ExpireLease(JobId, Attempt: 10))
            .Then(LeaseLost(10) with { RetryAt = null }, new JobFailed(JobId, IssueId, "The lease was lost 10 times."));
    }

    [Fact]
    public void An_old_worker_s_answer_is_refused()
    {
        var given = Given(Created, Started, LeaseLost(1), StartedAs(2, worker: "worker-2"));
        given.When(new CompleteJob(JobId, Worker, Attempt: 1, Result: null)).ThenRefused("lease-lost");
        given.When(Fail).ThenRefused("lease-lost");
        given.When(new RenewLease(JobId, Worker, Attempt: 1, Lease)).ThenRefused("lease-lost");
        given.When(new LogJob(JobId, Worker, Attempt: 1, [new(JobLogLevel.Info, "still here", null)])).ThenRefused("lease-lost");
    }

    [Fact]
    public void The_same_worker_with_an_old_attempt_is_refused_too() =>
        Given(Created, Started, LeaseLost(1), StartedAs(2)).When(new CompleteJob(JobId, Worker, Attempt: 1, Result: null)).ThenRefused("lease-lost");

    [Fact]
    public void A_result_is_kept_and_says_whether_a_person_has_to_approve_it() =>
        Given(Created with { Config = Times.Json("""{"review":true}""") }, Started)
            .When(new CompleteJob(JobId, Worker, Attempt: 1, Times.Json("""{"files":2}""")))
            .Then(Completed with { Result = Times.Json("""{"files":2}"""), NeedsReview = true });

    [Fact]
    public void Pausing_ends_the_lease()
    {
        var given = Given(Created, Started, Paused);
        given.When(new CompleteJob(JobId, Worker, Attempt: 1, Result: null)).ThenRefused("invalid-transition");
        Given(Created, Started, Paused, new JobResumed(JobId, IssueId, null)).When(Start).Then(StartedAs(attempt: 2));
    }

    [Fact]
    public void A_cancelled_job_takes_nothing_from_its_worker()
    {
        var given = Given(Created, Started, Cancelled);
        given.When(new CompleteJob(JobId, Worker, Attempt: 1, Result: null)).ThenRefused("job-cancelled");
        given.When(new LogJob(JobId, Worker, Attempt: 1, [new(JobLogLevel.Info, "done", null)])).ThenRefused("job-cancelled");
        given.When(new ProduceArtifact(JobId, Worker, 1, Guid.Empty, ArtifactType.Analysis, "a") { Content = "b" }).ThenRefused("job-cancelled");
    }
}
