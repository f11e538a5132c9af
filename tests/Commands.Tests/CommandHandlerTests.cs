using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Commands.Sessions;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Testing;

namespace EventAgents.Commands.Tests;

/// <summary>On a real log: what commits together, who wins a race, what a caller is told.</summary>
public class CommandHandlerTests(Product product) : IClassFixture<Product>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_coupled_commits_together()
    {
        var submit = await product.SubmitAsync();
        var issue = await ReadAsync(submit.IssueId);
        var job = await ReadAsync(submit.JobId);
        Assert.Equal(["issue_submitted", "issue_queued"], issue.Select(e => e.Type));
        Assert.Equal(["job_created"], job.Select(e => e.Type));
        Assert.Equal(issue[^1].Position + 1, job[0].Position);
    }

    [Fact]
    public async Task The_outcome_has_the_new_state_and_version()
    {
        var submit = await product.SubmitAsync();
        var outcome = await product.Do(new CancelIssue(submit.IssueId, Reason: null));
        Assert.Equal((IssueStatus.Cancelled, 3), (outcome.State?.Status, outcome.Version));
        Assert.IsType<IssueCancelled>(Assert.Single(outcome.Events));
    }

    [Fact]
    public async Task A_command_that_changes_nothing_appends_nothing()
    {
        var submit = await product.SubmitAsync();
        await product.Do(new CancelIssue(submit.IssueId, Reason: null));
        var again = await product.Do(new CancelIssue(submit.IssueId, Reason: null));
        Assert.Empty(again.Events);
        Assert.Equal(3, again.Version);
        Assert.Equal(3, (await ReadAsync(submit.IssueId)).Count);
    }

    [Fact]
    public async Task A_refused_command_appends_nothing()
    {
        var submit = await product.SubmitAsync();
        var outcome = await product.Handler.HandleAsync(new ApproveIssue(submit.IssueId, null), Product.Ada, cancellation: _cancellation);
        Assert.Equal(("invalid-transition", 2), (outcome.Refusal?.Slug, outcome.Version));
        Assert.Equal(2, (await ReadAsync(submit.IssueId)).Count);
    }

    [Fact]
    public async Task An_invalid_command_is_refused_with_all_its_faults()
    {
        var outcome = await product.Handler.HandleAsync(new SubmitIssue(Guid.CreateVersion7(), Guid.CreateVersion7(), (IssueType)9, ""), Product.Ada, cancellation: _cancellation);
        Assert.Equal((RefusalKind.Invalid, "validation"), (outcome.Refusal?.Kind, outcome.Refusal?.Slug));
    }

    [Fact]
    public async Task Another_tenant_s_stream_is_not_there()
    {
        var submit = await product.SubmitAsync();
        var outcome = await product.Handler.HandleAsync(new CancelIssue(submit.IssueId, null), Product.Ada with { TenantId = "other" }, cancellation: _cancellation);
        Assert.Equal(RefusalKind.NotFound, outcome.Refusal?.Kind);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_the_right_one_is_not()
    {
        var submit = await product.SubmitAsync();
        var cancel = new CancelIssue(submit.IssueId, Reason: null);
        var stale = await product.Handler.HandleAsync(cancel, Product.Ada, new(IfMatch: 1), _cancellation);
        Assert.Equal(RefusalKind.Precondition, stale.Refusal?.Kind);
        Assert.True((await product.Handler.HandleAsync(cancel, Product.Ada, new(IfMatch: 2), _cancellation)).IsAccepted);
    }

    [Fact]
    public async Task A_version_of_something_that_does_not_exist_is_not_found()
    {
        var outcome = await product.Handler.HandleAsync(new CancelIssue(Guid.CreateVersion7(), null), Product.Ada, new(IfMatch: 1), _cancellation);
        Assert.Equal(RefusalKind.NotFound, outcome.Refusal?.Kind);
    }

    [Fact]
    public async Task Who_and_why_stand_beside_every_event()
    {
        var caller = Product.Ada with { CorrelationId = "c1", CausationId = "c0", Headers = new Dictionary<string, string> { ["traceparent"] = "00-1-2-01" } };
        var submit = await product.SubmitAsync(caller: caller);
        var stored = (await ReadAsync(submit.JobId))[0];
        Assert.Equal(("ada", "c1", "c0"), (stored.Metadata.UserName, stored.Metadata.CorrelationId, stored.Metadata.CausationId));
        Assert.Equal(("00-1-2-01", "user"), (stored.Metadata.Headers["traceparent"], stored.Metadata.Headers[Caller.ActorKindHeader]));
    }

    [Fact]
    public async Task Fifty_submissions_of_one_external_id_make_one_issue()
    {
        var id = StreamIds.OfIssue(Product.Tenant, IssueSource.Github, "42");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => product.Handler.HandleAsync(
            new SubmitIssue(id, Guid.CreateVersion7(), IssueType.Bug, "once") { Source = IssueSource.Github, ExternalId = "42" }, Product.Ada, cancellation: _cancellation)));

        Assert.All(outcomes, outcome => Assert.True(outcome.IsAccepted));
        Assert.Single(outcomes, outcome => outcome.Events.Count > 0);
        Assert.Equal(2, (await ReadAsync(id)).Count);
    }

    [Fact]
    public async Task A_hundred_changes_of_one_session_at_once_are_one_legal_order()
    {
        var id = Guid.CreateVersion7();
        await product.Do(new CreateSession(id, "planner", null, null));
        await product.Do(new ActivateSession(id, null));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => i % 2 == 0
            ? product.Handler.HandleAsync(new PauseSession(id, null), Product.Ada, cancellation: _cancellation)
            : product.Handler.HandleAsync(new CompleteSession(id, null), Product.Ada, cancellation: _cancellation)));

        var stream = await ReadAsync(id);
        Assert.Equal(Enumerable.Range(1, stream.Count).Select(i => (long)i), stream.Select(e => e.Version));
        Assert.Equal(stream.Count - 2, outcomes.Count(outcome => outcome.Events.Count > 0));
        Assert.All(outcomes.Where(o => !o.IsAccepted), o => Assert.Contains(o.Refusal!.Slug, new[] { "invalid-transition", "concurrent-change" }));
        Assert.NotNull(stream.Select(e => (SessionEvent)e.Data).Aggregate((Session?)null, Session.Evolve));
    }

    [Fact]
    public async Task Rows_commit_with_the_events_and_a_broken_constraint_takes_them_along()
    {
        await ExecuteAsync("create table if not exists ops.notes (name text constraint notes_pkey primary key)");
        var first = new CommandOptions<Session>(Also: outcome => sql => sql.Add("insert into ops.notes (name) values ($1)", $"version {outcome.Version}"));
        await product.Handler.HandleAsync(new CreateSession(Guid.CreateVersion7(), "planner", null, null), Product.Ada, first, _cancellation);
        Assert.Equal(["""{"name": "version 1"}"""], await product.DumpAsync("ops.notes"));

        var id = Guid.CreateVersion7();
        var create = new CreateSession(id, "planner", TaskId: null, Metadata: null);
        var broken = await Assert.ThrowsAsync<ConstraintViolatedException>(() => product.Handler.HandleAsync(create, Product.Ada, first, _cancellation));
        Assert.Equal("notes_pkey", broken.Constraint);
        Assert.Empty(await ReadAsync(id));
    }

    [Fact]
    public async Task Rows_are_written_also_when_nothing_changes()
    {
        await ExecuteAsync("create table ops.answers (version bigint)");
        var submit = await product.SubmitAsync();
        await product.Do(new CancelIssue(submit.IssueId, Reason: null));
        var also = new CommandOptions<Issue>(Also: outcome => sql => sql.Add("insert into ops.answers (version) values ($1)", outcome.Version));
        var again = await product.Handler.HandleAsync(new CancelIssue(submit.IssueId, Reason: null), Product.Ada, also, _cancellation);
        Assert.Empty(again.Events);
        Assert.Equal(["""{"version": 3}"""], await product.DumpAsync("ops.answers"));
    }

    [Fact]
    public async Task An_archived_stream_takes_no_more_commands()
    {
        var submit = await product.SubmitAsync();
        await product.Store.ArchiveAsync([new(new StreamKey(Product.Tenant, submit.IssueId))], cancellation: _cancellation);
        var outcome = await product.Handler.HandleAsync(new CancelIssue(submit.IssueId, null), Product.Ada, cancellation: _cancellation);
        Assert.Equal("archived", outcome.Refusal?.Slug);
    }

    [Fact]
    public async Task What_is_too_large_for_an_event_is_refused()
    {
        var submit = await product.SubmitAsync(c => c with { AgentType = "large" });
        var job = Assert.Single(await product.ClaimAsync(agentTypes: "large"));
        var produce = new ProduceArtifact(submit.JobId, "worker-1", job.Attempt, Guid.CreateVersion7(), ArtifactType.Analysis, "a") { Content = new string('x', 3_000_000) };
        var outcome = await product.Handler.HandleAsync(produce, Product.Worker, cancellation: _cancellation);
        Assert.Equal("event-too-large", outcome.Refusal?.Slug);
    }

    [Fact]
    public async Task An_assumption_that_holds_is_decided_on_without_reading()
    {
        var submit = await product.SubmitAsync();
        var issue = (await new AggregateReader(product.Store).ReadAsync<Issue, IssueEvent>(new StreamKey(Product.Tenant, submit.IssueId), _cancellation)).State;
        var options = new CommandOptions<Issue> { Assumed = new(issue, Version: 2) };
        var outcome = await product.Handler.HandleAsync(new CancelIssue(submit.IssueId, null), Product.Ada, options, _cancellation);
        Assert.Equal((IssueStatus.Cancelled, 3), (outcome.State?.Status, outcome.Version));
    }

    [Fact]
    public async Task An_assumption_that_does_not_hold_is_dropped_whether_it_conflicts_or_refuses()
    {
        var submit = await product.SubmitAsync();
        var issue = (await new AggregateReader(product.Store).ReadAsync<Issue, IssueEvent>(new StreamKey(Product.Tenant, submit.IssueId), _cancellation)).State;
        var stale = await product.Handler.HandleAsync(
            new CancelIssue(submit.IssueId, null), Product.Ada, new CommandOptions<Issue> { Assumed = new(issue, Version: 1) }, _cancellation);
        Assert.Equal((IssueStatus.Cancelled, 3), (stale.State?.Status, stale.Version));

        var another = await product.SubmitAsync();
        var missing = await product.Handler.HandleAsync(
            new CancelIssue(another.IssueId, null), Product.Ada, new CommandOptions<Issue> { Assumed = new(State: null, Version: 0) }, _cancellation);
        Assert.Equal((IssueStatus.Cancelled, 3), (missing.State?.Status, missing.Version));
    }

    private async Task<List<StoredEvent>> ReadAsync(Guid stream) =>
        await product.Store.ReadStreamAsync(new StreamKey(Product.Tenant, stream), cancellation: _cancellation).ToListAsync(_cancellation);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = product.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_cancellation);
    }
}
