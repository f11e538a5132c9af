using EventAgents.Commands;
using EventAgents.Commands.Guard;
using EventAgents.Commands.Sessions;
using EventAgents.Events;
using EventAgents.Projections.Sessions;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests.Sessions;

public class SessionQueriesTests(Product product) : IClassFixture<Product>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly SessionQueries _sessions = new(product.Database);

    [Fact]
    public async Task A_session_shows_its_times_and_its_whole_history()
    {
        var id = await CreateAsync();
        var created = product.Clock.GetUtcNow();
        await LaterAsync(new ActivateSession(id, Reason: null));
        var paused = await LaterAsync(new PauseSession(id, "lunch"));
        Assert.Equal(paused, (await FindAsync(id)).PausedAt);

        await LaterAsync(new ResumeSession(id, Reason: null));
        Assert.Null((await FindAsync(id)).PausedAt);

        var completed = await LaterAsync(new CompleteSession(id, "done"));
        var session = await FindAsync(id);
        Assert.Equal((SessionStatus.Completed, 5), (session.Status, session.Version));
        Assert.Equal((created, completed, completed, completed), (session.CreatedAt, session.LastTransitionAt, session.CompletedAt, session.LastActivityAt));
        Assert.Equal((null, null, null), (session.PausedAt, session.FailedAt, session.ExpiredAt));
        Assert.Equal(["create", "activate", "pause", "resume", "complete"], session.History.Select(t => t.Event));
        Assert.Equal([null, SessionStatus.Pending, SessionStatus.Active, SessionStatus.Paused, SessionStatus.Active], session.History.Select(t => t.From));
        Assert.Equal([null, null, "lunch", null, "done"], session.History.Select(t => t.Reason));
        Assert.All(session.History, t => Assert.Equal("ada", t.Actor));
    }

    [Fact]
    public async Task Failing_and_expiring_have_their_own_times()
    {
        var failed = await CreateAsync();
        await product.Do(new ActivateSession(failed, null));
        var at = await LaterAsync(new FailSession(failed, "crash"));
        Assert.Equal((SessionStatus.Failed, at), ((await FindAsync(failed)).Status, (await FindAsync(failed)).FailedAt));

        var expired = await CreateAsync();
        at = await LaterAsync(new ExpireSession(expired, "inactive"));
        Assert.Equal((SessionStatus.Expired, at), ((await FindAsync(expired)).Status, (await FindAsync(expired)).ExpiredAt));
    }

    [Fact]
    public async Task Metadata_changes_without_a_transition()
    {
        var id = await CreateAsync();
        await LaterAsync(new PatchSessionMetadata(id, Product.Json("""{"a":1}"""), Reason: null));
        var session = await FindAsync(id);
        Assert.Equal((2, 1), (session.Version, session.Metadata?.GetProperty("a").GetInt32()));
        Assert.Single(session.History);
        Assert.Equal(product.Clock.GetUtcNow(), session.LastActivityAt);
        Assert.True(session.LastTransitionAt < session.LastActivityAt);
    }

    [Fact]
    public async Task A_guarded_call_is_activity()
    {
        var id = await CreateAsync();
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await product.Do(new RecordLlmCall(new LlmCallGuarded(
            Guid.CreateVersion7(), "openai", "chat_completions", "gpt-4o", Agent: null, id, JobId: null, GuardMode.Mask, PolicyVersion: 0, [], "00", 10, 0.1)));
        var session = await FindAsync(id);
        Assert.Equal((1, product.Clock.GetUtcNow()), (session.Version, session.LastActivityAt));
    }

    [Fact]
    public async Task Idle_sessions_are_found_by_state_and_age()
    {
        var pending = await CreateAsync();
        var active = await CreateAsync();
        await product.Do(new ActivateSession(active, null));
        var paused = await CreateAsync();
        await product.Do(new ActivateSession(paused, null));
        await product.Do(new PauseSession(paused, null));
        var ended = await CreateAsync();
        await product.Do(new ExpireSession(ended, null));

        var now = product.Clock.GetUtcNow();
        var long_ago = now.AddDays(-1);
        Assert.Equal([pending], await IdleAsync(now, long_ago, long_ago));
        Assert.Equal([active], await IdleAsync(long_ago, now, long_ago));
        Assert.Equal([paused], await IdleAsync(long_ago, long_ago, now));

        async Task<IEnumerable<Guid>> IdleAsync(DateTimeOffset pendingSince, DateTimeOffset activeSince, DateTimeOffset pausedSince)
        {
            Guid[] mine = [pending, active, paused, ended];
            var idle = await _sessions.FindIdleAsync(pendingSince, activeSince, pausedSince, limit: 1_000, _cancellation);
            return idle.Where(s => mine.Contains(s.SessionId)).Select(s => s.SessionId);
        }
    }

    [Fact]
    public async Task Filters_hold_together_and_tenants_see_their_own()
    {
        var wanted = await CreateAsync("filtered");
        var other = await CreateAsync("filtered");
        await product.Do(new ActivateSession(other, null));
        var found = await _sessions.ListAsync(Product.Tenant, new SessionFilter(SessionStatus.Pending, "filtered"), new PageRequest(), _cancellation);
        Assert.Equal(wanted, Assert.Single(found.Items).Id);
        Assert.Null(await _sessions.FindAsync("other", wanted, _cancellation));
    }

    private async Task<Guid> CreateAsync(string role = "planner")
    {
        var id = Guid.CreateVersion7();
        await product.Do(new CreateSession(id, role, TaskId: "task-1", Metadata: null));
        return id;
    }

    private async Task<DateTimeOffset> LaterAsync<TCommand>(ICommand<TCommand, Session, SessionEvent> command)
        where TCommand : ICommand<TCommand, Session, SessionEvent>
    {
        product.Clock.Advance(TimeSpan.FromSeconds(10));
        await product.Do(command);
        return product.Clock.GetUtcNow();
    }

    private async Task<SessionDetails> FindAsync(Guid id)
    {
        var session = await _sessions.FindAsync(Product.Tenant, id, _cancellation);
        Assert.NotNull(session);
        return session;
    }
}
