using EventAgents.Commands.Coupling;
using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Events;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace EventAgents.Commands.Tests.Coupling;

/// <summary>Any commands in any order, couplings included: nothing ever throws, and an issue and its newest job always tell the same story.</summary>
public class RandomHistoryTests
{
    // The same histories in every run: a rare one is either always there or never.
    private static readonly Replay Histories = new(new Rnd(20_260_601, gamma: 1), FSharpOption<int>.None);

    private static readonly Guid IssueId = Guid.Parse("0198f000-0000-7000-8000-000000000081");

    [Fact]
    public void No_order_of_commands_breaks_an_issue_or_its_jobs()
    {
        var reached = new HashSet<(IssueStatus, JobStatus)>();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1_000).WithEndSize(100).WithReplay(FSharpOption<Replay>.Some(Histories)),
            Prop.ForAll(Gen.Choose(0, 9_999).ArrayOf().ToArbitrary(), steps =>
            {
                var world = new World();
                for (var i = 0; i < steps.Length; i++)
                {
                    if (world.Step(steps[i], i) is { } state) reached.Add(state);
                }
            }));

        // Were a state never reached, nothing would have been shown about it.
        Assert.Equal(Enum.GetValues<IssueStatus>().Except([IssueStatus.Pending]), reached.Select(r => r.Item1).Distinct().Order());
        Assert.Equal(Enum.GetValues<JobStatus>(), reached.Select(r => r.Item2).Distinct().Order());
    }

    /// <summary>The streams of one tenant in memory, with the clock of the step.</summary>
    private sealed class World
    {
        private readonly Dictionary<Guid, List<object>> _streams = [];
        private Guid _jobId = NewJobId(0);

        /// <returns>Where the issue and its newest job stand after the step; null before there is an issue.</returns>
        public (IssueStatus Issue, JobStatus Job)? Step(int choice, int step)
        {
            var isLate = choice / 20 % 4 == 0;
            var attempt = (Fold<Job, JobEvent>(_jobId)?.Attempt ?? 0) - (isLate ? 1 : 0);
            var next = NewJobId(step + 1);
            _ = (choice % 20) switch
            {
                0 or 1 => Do(new SubmitIssue(IssueId, _jobId, IssueType.Task, "t") { Config = choice % 2 == 0 ? null : Times.Json("""{"review":true}""") }, step),
                2 => Do(new CancelIssue(IssueId, null), step),
                3 => Do(new RetryIssue(IssueId, next, null), step),
                4 => Do(new ApproveIssue(IssueId, null), step),
                5 => Do(new ReworkIssue(IssueId, next, "again"), step),
                6 => Do(new ChangeIssuePriority(IssueId, IssuePriority.High), step),
                7 or 8 or 9 or 10 => Do(new StartJob(_jobId, "w", StartJob.MinLease), step),
                11 or 12 => Do(new CompleteJob(_jobId, "w", attempt, null), step),
                13 or 14 or 15 => Do(new FailJob(_jobId, "w", attempt, "e", 0), step),
                16 => Do(new ExpireLease(_jobId, attempt), step),
                17 => Do(new PauseJob(_jobId, null), step),
                18 => Do(new ResumeJob(_jobId, null), step),
                _ => Do(new CancelJob(_jobId, null), step),
            };
            _jobId = Fold<Issue, IssueEvent>(IssueId)?.Job?.JobId ?? _jobId;
            return AssertConsistent();
        }

        private bool Do<TCommand, TAggregate, TEvent>(ICommand<TCommand, TAggregate, TEvent> command, int step)
            where TCommand : ICommand<TCommand, TAggregate, TEvent>
            where TAggregate : class, IAggregate<TAggregate, TEvent>
            where TEvent : class
        {
            var now = Times.Noon.AddMinutes(step);
            var decision = command.Decide(Fold<TAggregate, TEvent>(command.StreamId), now);
            var coupled = decision.Events.SelectMany(e => Couplings.Of(e)).Select(c => (c.StreamId, Decision: c.Decide(Stream(c.StreamId), now))).ToList();

            // What the rules allow for one stream, the coupled one must allow too, or the caller would be stuck.
            Assert.All(coupled, c => Assert.Null(c.Decision.Refusal));
            Stream(command.StreamId).AddRange(decision.Events);
            foreach (var (stream, (events, _)) in coupled) Stream(stream).AddRange(events);
            return decision.Refusal is null;
        }

        private (IssueStatus, JobStatus)? AssertConsistent()
        {
            if (Fold<Issue, IssueEvent>(IssueId) is not { } issue) return null;
            var job = Fold<Job, JobEvent>(issue.Job!.JobId)!;
            JobStatus[] possible = issue.Status switch
            {
                IssueStatus.Queued => [JobStatus.Pending, JobStatus.Paused, JobStatus.Cancelled],
                IssueStatus.Processing => [JobStatus.Running, JobStatus.Pending, JobStatus.Paused, JobStatus.Cancelled],
                IssueStatus.Review or IssueStatus.Completed => [JobStatus.Completed],
                IssueStatus.Failed => [JobStatus.Failed],
                IssueStatus.Cancelled => [JobStatus.Cancelled, JobStatus.Completed],
                _ => [],
            };
            Assert.Contains(job.Status, possible);
            Assert.True(job.FailedAttempts <= job.MaxAttempts);
            return (issue.Status, job.Status);
        }

        private TAggregate? Fold<TAggregate, TEvent>(Guid stream)
            where TAggregate : class, IAggregate<TAggregate, TEvent>
            where TEvent : class => Stream(stream).Cast<TEvent>().Aggregate((TAggregate?)null, TAggregate.Evolve);

        private List<object> Stream(Guid id) => _streams.TryGetValue(id, out var stream) ? stream : _streams[id] = [];

        private static Guid NewJobId(int step) => new(step, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }
}
