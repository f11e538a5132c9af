using EventAgents.Commands;
using EventAgents.Commands.Accounts;
using EventAgents.Commands.Audit;
using EventAgents.Commands.Feedback;
using EventAgents.Commands.Guard;
using EventAgents.Commands.Improvements;
using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Commands.Knowledge;
using EventAgents.Commands.Sessions;
using EventAgents.Events;
using EventAgents.Projections.Tests.Guard;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests;

/// <summary>Some of everything, accepted or refused, in an order drawn from a seed, so that every read model has rows.</summary>
internal sealed class RandomWork(Product product)
{
    /// <summary>Does it for a tenant of its own.</summary>
    public async Task DoAsync(Random random)
    {
        var caller = Product.Ada with { TenantId = Guid.CreateVersion7().ToString() };
        product.QueueOptions.MaxRunningPerTenant = 1_000;
        await TryAsync(new CreateOrganisation(Guid.CreateVersion7(), "Example", Guid.CreateVersion7()), caller);
        await TryAsync(new CreateApiKey(Guid.CreateVersion7(), "ci", [Role.Agent], ExpiresAt: null), caller);

        var issues = new List<SubmitIssue>();
        var sessions = new List<Guid>();
        for (var step = 0; step < 120; step++)
        {
            product.Clock.Advance(TimeSpan.FromSeconds(random.Next(60)));
            if (step % 6 == 0) issues.Add(await product.SubmitAsync(c => c with { Config = random.Next(2) == 0 ? null : Product.Json("""{"review":true}""") }, caller));
            if (step % 20 == 0) sessions.Add(await CreateSessionAsync(caller));
            await WorkOnIssueAsync(issues[random.Next(issues.Count)].IssueId, random, caller);
            await WorkOnJobsAsync(random, caller);
            await WorkOnSessionAsync(sessions[random.Next(sessions.Count)], random, caller);
        }

        // One of each stays open, so that no table is empty.
        await TryAsync(new PlaceLegalHold(HeldStreamId: null, "case 7"), caller);
        await TryAsync(new PlaceLegalHold(issues[0].IssueId, "case 8"), caller);
        await TryAsync(new PlaceLegalHold(issues[0].IssueId, "case 9"), caller);
        await TryAsync(new ReleaseLegalHold(HeldStreamId: null, "settled"), caller);
        await product.SubmitAsync(caller: caller);
        await RateAsync(Guid.CreateVersion7(), JobStatus.Completed, rating: 1, caller);
        await CallAsync(caller);
        await LookUpAsync(caller);
    }

    private async Task LookUpAsync(Caller caller)
    {
        var id = Guid.CreateVersion7();
        await TryAsync(new IndexKnowledgeArtifact(new(id, "A", "a.md", "Says a.", "testing", KnowledgeComplexity.Low, ["review"], ["runner"], Alias: null)), caller);
        await TryAsync(new UseKnowledgeArtifact(id, Times: 2), caller);
        await TryAsync(new DeprecateKnowledgeArtifact(id, Reason: null), caller);
    }

    private async Task CallAsync(Caller caller)
    {
        var (answered, blocked) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await TryAsync(new RecordLlmCall(LlmCallFacts.Guarded(answered)), caller);
        await TryAsync(new CompleteLlmCall(LlmCallFacts.Answered(answered)), caller);
        await TryAsync(new RecordLlmCall(LlmCallFacts.Guarded(blocked)), caller);
        await TryAsync(new BlockLlmCall(LlmCallFacts.Blocked(blocked)), caller);
        await TryAsync(new BlockLlmCall(LlmCallFacts.Blocked(Guid.CreateVersion7())), caller);
    }

    private Task WorkOnIssueAsync(Guid issueId, Random random, Caller caller) => random.Next(8) switch
    {
        0 => TryAsync(new CancelIssue(issueId, null), caller),
        1 => TryAsync(new RetryIssue(issueId, Guid.CreateVersion7(), "again"), caller),
        2 => TryAsync(new ApproveIssue(issueId, null), caller),
        3 => TryAsync(new ReworkIssue(issueId, Guid.CreateVersion7(), "again"), caller),
        4 => TryAsync(new ChangeIssuePriority(issueId, (IssuePriority)random.Next(4)), caller),
        5 => TryAsync(new ClassifyIssue(new IssueClassified(issueId, IssueType.Task, IssuePriority.Low, 2, null, null, null, 0.5, null)), caller),
        _ => Task.CompletedTask,
    };

    private async Task WorkOnJobsAsync(Random random, Caller caller)
    {
        foreach (var job in await product.ClaimAsync(max: 1 + random.Next(2), caller: caller))
        {
            await TryAsync(new LogJob(job.JobId, "worker-1", job.Attempt, [new(JobLogLevel.Info, "at work", Product.Json("""{"x":1.50}"""))]), caller);
            await TryAsync(new ProduceArtifact(job.JobId, "worker-1", job.Attempt, Guid.CreateVersion7(), ArtifactType.Analysis, "a") { Content = "b" }, caller);
            await (random.Next(6) switch
            {
                0 or 1 => TryAsync(new CompleteJob(job.JobId, "worker-1", job.Attempt, Product.Json("""{"b":1,"a":[null]}""")), caller),
                2 => TryAsync(new FailJob(job.JobId, "worker-1", job.Attempt, "out of disk", random.NextDouble()), caller),
                3 => TryAsync(new ExpireLease(job.JobId, job.Attempt), caller),
                4 => TryAsync(new PauseJob(job.JobId, null), caller),
                _ => TryAsync(new CancelJob(job.JobId, null), caller),
            });
            if (random.Next(2) == 0) await TryAsync(new ResumeJob(job.JobId, null), caller);
            await RateAsync(job.JobId, JobStatus.Completed, rating: 1 + random.Next(5), caller);
        }
    }

    private async Task RateAsync(Guid jobId, JobStatus status, int rating, Caller caller)
    {
        var id = StreamIds.OfFeedback(caller.TenantId, jobId, "ada");
        await TryAsync(new SubmitFeedback(id, new RatedJob(jobId, Guid.CreateVersion7(), "coder", status), "ada", rating, FeedbackOutcome.Partial, "hm", ["a"]), caller);
        await TryAsync(new ReviseFeedback(id, "ada", 1 + (rating % 5), FeedbackOutcome.Solved, null, []), caller);
        await TryAsync(new AnalyzeImprovement(StreamIds.OfImprovement(id), "cause"), caller);
    }

    private async Task<Guid> CreateSessionAsync(Caller caller)
    {
        var id = Guid.CreateVersion7();
        await TryAsync(new CreateSession(id, "planner", null, Product.Json("""{"a":1}""")), caller);
        return id;
    }

    private Task WorkOnSessionAsync(Guid id, Random random, Caller caller) => random.Next(6) switch
    {
        0 => TryAsync(new ActivateSession(id, null), caller),
        1 => TryAsync(new PauseSession(id, "lunch"), caller),
        2 => TryAsync(new ResumeSession(id, null), caller),
        3 => TryAsync(new PatchSessionMetadata(id, Product.Json($$"""{"n":{{random.Next(3)}}}"""), null), caller),
        4 => random.Next(4) == 0 ? TryAsync(new CompleteSession(id, null), caller) : Task.CompletedTask,
        _ => Task.CompletedTask,
    };

    private async Task TryAsync<TCommand, TAggregate, TEvent>(ICommand<TCommand, TAggregate, TEvent> command, Caller caller)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class => await product.Handler.HandleAsync(command, caller, cancellation: TestContext.Current.CancellationToken);
}
