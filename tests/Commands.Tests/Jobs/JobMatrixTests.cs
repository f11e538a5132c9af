using EventAgents.Commands.Jobs;
using EventAgents.Events;
using static EventAgents.Commands.Tests.Jobs.JobFacts;

namespace EventAgents.Commands.Tests.Jobs;

public class JobMatrixTests
{
    private readonly StateMachine<Job, JobEvent, JobStatus> _machine = new(job => job.Status);

    public JobMatrixTests()
    {
        _machine.State(JobStatus.Pending, Created);
        _machine.State(JobStatus.Running, Created, Started);
        _machine.State(JobStatus.Paused, Created, Started, Paused);
        _machine.State(JobStatus.Completed, Created, Started, Completed);
        _machine.State(JobStatus.Failed, Created, Started, Failed);
        _machine.State(JobStatus.Cancelled, Created, Started, Cancelled);

        _machine.Command("start", new StartJob(JobId, Worker, Lease));
        _machine.Command("complete", new CompleteJob(JobId, Worker, Attempt: 1, Result: null));
        _machine.Command("fail", new FailJob(JobId, Worker, Attempt: 1, "out of disk", Jitter: 0.5));
        _machine.Command("expire", new ExpireLease(JobId, Attempt: 1));
        _machine.Command("pause", new PauseJob(JobId, Reason: null));
        _machine.Command("resume", new ResumeJob(JobId, Reason: null));
        _machine.Command("cancel", new CancelJob(JobId, Reason: null));
        _machine.Command("tidy", new CancelJobIfOpen(JobId, Reason: null));
        _machine.Command("heartbeat", new RenewLease(JobId, Worker, Attempt: 1, Lease));
    }

    [Fact]
    public void Every_command_in_every_state_does_what_the_table_says() => _machine.Matches("""
                    start    complete       fail           expire   pause   resume   cancel     tidy       heartbeat
        pending     running  -              -              -        paused  -        cancelled  cancelled  -
        running     -        completed      pending        pending  paused  -        cancelled  cancelled  =
        paused      -        -              -              -        =       pending  cancelled  cancelled  -
        completed   -        -              -              -        -       -        -          =          -
        failed      -        -              -              -        -       -        -          =          -
        cancelled   -        job-cancelled  job-cancelled  -        -       -        =          =          job-cancelled
        """);

    [Fact]
    public void No_other_edge_than_the_legal_ones_is_ever_taken()
    {
        string[] legal =
        [
            "pending→running", "pending→paused", "pending→cancelled",
            "running→completed", "running→failed", "running→cancelled", "running→paused", "running→pending",
            "paused→pending", "paused→cancelled",
        ];
        var lastAttempt = new StateMachine<Job, JobEvent, JobStatus>(job => job.Status);
        lastAttempt.State(JobStatus.Running, Created with { MaxAttempts = 1 }, Started);
        lastAttempt.Command("fail", new FailJob(JobId, Worker, Attempt: 1, "out of disk", Jitter: 0.5));

        Assert.Equal(legal.Order(StringComparer.Ordinal), _machine.Edges(Created).Union(lastAttempt.Edges(Created)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_edges_holds_the_legal_ones() =>
        Assert.Equal(
            ["paused→cancelled", "paused→pending", "pending→cancelled", "pending→paused", "pending→running",
             "running→cancelled", "running→completed", "running→failed", "running→paused", "running→pending"],
            Job.Lifecycle.Edges.Select(e => $"{Wire(e.From)}→{Wire(e.To)}").Distinct().Order(StringComparer.Ordinal));

    private static string Wire(JobStatus status) => WireName.Of(status);
}
