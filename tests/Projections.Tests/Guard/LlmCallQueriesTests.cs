using EventAgents.Commands;
using EventAgents.Commands.Guard;
using EventAgents.Events;
using EventAgents.Projections.Guard;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests.Guard;

public class LlmCallQueriesTests(Product product) : IClassFixture<Product>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly LlmCallQueries _calls = new(product.Database);

    [Fact]
    public async Task An_answered_call_shows_what_left_and_what_came_back()
    {
        var caller = In("answered");
        var id = Guid.CreateVersion7();
        await product.Do(new RecordLlmCall(LlmCallFacts.Guarded(id)), caller);
        await product.CatchUpAsync();
        Assert.Equal(CallOutcome.Open, (await FindAsync("answered", id)).Outcome);

        product.Clock.Advance(TimeSpan.FromSeconds(1));
        await product.Do(new CompleteLlmCall(LlmCallFacts.Answered(id)), caller);
        await product.CatchUpAsync();
        var call = await FindAsync("answered", id);
        Assert.Equal((CallOutcome.Answered, 200, product.Clock.GetUtcNow()), (call.Outcome, call.Status, call.EndedAt));
        Assert.Equal((new TokenUsage(10, 20, 4, null, null), 0.0012m), (call.Tokens, call.CostUsd));
        Assert.Equal(("00ff", "ff00", 2, 0), (call.RequestCommitment, call.ResponseCommitment, call.Restored, call.Unrestored));
        Assert.Equal([new EntityCount("PERSON", GuardAction.Mask, 2), new EntityCount("LOCATION", GuardAction.Allow, 1)], call.Entities);
        Assert.Equal([new EntityCount("EMAIL", GuardAction.Mask, 3)], call.ReplyEntities!);
        Assert.Null(await _calls.FindAsync("other", id, _cancellation));
    }

    [Fact]
    public async Task A_blocked_call_says_why_whether_it_was_recorded_before_or_not()
    {
        var caller = In("blocked");
        var (recorded, unrecorded) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await product.Do(new RecordLlmCall(LlmCallFacts.Guarded(recorded)), caller);
        await product.Do(new BlockLlmCall(LlmCallFacts.Blocked(recorded)), caller);
        await product.Do(new BlockLlmCall(LlmCallFacts.Blocked(unrecorded)), caller);
        await product.CatchUpAsync();

        foreach (var id in new[] { recorded, unrecorded })
        {
            var call = await FindAsync("blocked", id);
            Assert.Equal((CallOutcome.Blocked, "strict-finding", 422), (call.Outcome, call.Reason, call.Status));
        }

        Assert.Equal(2, (await FindAsync("blocked", recorded)).Entities.Count);
        Assert.Empty((await FindAsync("blocked", unrecorded)).Entities);
    }

    [Fact]
    public async Task A_call_without_an_end_is_found_until_it_is_given_up_and_an_end_that_comes_after_all_holds()
    {
        var caller = In("lost");
        var (ended, open) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var id in new[] { ended, open }) await product.Do(new RecordLlmCall(LlmCallFacts.Guarded(id)), caller);
        await product.Do(new CompleteLlmCall(LlmCallFacts.Answered(ended)), caller);
        await product.CatchUpAsync();
        Assert.Equal([new OpenCall("lost", open)], await OpenAsync(product.Clock.GetUtcNow().AddSeconds(1)));
        Assert.Empty(await OpenAsync(product.Clock.GetUtcNow().AddSeconds(-1)));

        await product.Do(new LoseLlmCall(open), caller);
        await product.CatchUpAsync();
        Assert.Equal(CallOutcome.Lost, (await FindAsync("lost", open)).Outcome);
        Assert.Empty(await OpenAsync(product.Clock.GetUtcNow().AddSeconds(1)));

        await product.Do(new CompleteLlmCall(LlmCallFacts.Answered(open)), caller);
        await product.CatchUpAsync();
        Assert.Equal((CallOutcome.Answered, 0.0012m), ((await FindAsync("lost", open)).Outcome, (await FindAsync("lost", open)).CostUsd));

        async Task<IEnumerable<OpenCall>> OpenAsync(DateTimeOffset before) =>
            (await _calls.FindOpenAsync(before, limit: 1_000, _cancellation)).Where(call => call.TenantId == "lost");
    }

    [Fact]
    public async Task Sums_count_every_match_whatever_the_page()
    {
        var caller = In("sums");
        await CallAsync(caller, "gpt-4o", cost: 0.5m);
        await CallAsync(caller, "gpt-4o", cost: null);
        await CallAsync(caller, "claude", cost: 0.25m);
        await product.Do(new BlockLlmCall(LlmCallFacts.Blocked(Guid.CreateVersion7())), caller);
        await product.CatchUpAsync();

        var page = await _calls.ListAsync("sums", new LlmCallFilter(), new PageRequest(Limit: 1), _cancellation);
        Assert.Equal(CallOutcome.Blocked, Assert.Single(page.Items).Outcome);
        Assert.NotNull(page.NextCursor);
        Assert.Equal((4, 1, 1), (page.Sums.Calls, page.Sums.Blocked, page.Sums.CallsOfUnknownCost));
        Assert.Equal((30, 60, 0.75m), (page.Sums.InputTokens, page.Sums.OutputTokens, page.Sums.CostUsd));
        Assert.Equal([new("LOCATION", GuardAction.Allow, 3), new("PERSON", GuardAction.Mask, 6)], page.Sums.Entities);

        var filter = new LlmCallFilter(Provider: "openai", Model: "claude", Agent: "coder", Outcome: CallOutcome.Answered);
        var claude = await _calls.ListAsync("sums", filter, new PageRequest(), _cancellation);
        Assert.Equal((1, 0.25m), (claude.Sums.Calls, claude.Sums.CostUsd));
        Assert.Single(claude.Items);
        Assert.Empty((await _calls.ListAsync("sums", new LlmCallFilter(SessionId: Guid.CreateVersion7()), new PageRequest(), _cancellation)).Items);
        Assert.Empty((await _calls.ListAsync("sums", new LlmCallFilter(JobId: Guid.CreateVersion7()), new PageRequest(), _cancellation)).Items);
    }

    [Fact]
    public async Task Usage_is_counted_by_model_agent_and_day()
    {
        var caller = In("usage");
        var firstDay = product.Clock.GetUtcNow();
        await CallAsync(caller, "gpt-4o", cost: 0.5m);
        product.Clock.Advance(TimeSpan.FromDays(1));
        await CallAsync(caller, "claude", cost: null);
        await product.Do(new BlockLlmCall(LlmCallFacts.Blocked(Guid.CreateVersion7())), caller);
        await product.CatchUpAsync();

        Assert.Equal([new("claude", 1, 0, 10, 20, 0, 1), new("gpt-4o", 2, 1, 10, 20, 0.5m, 0)], await UsageAsync(UsageBy.Model));
        Assert.Equal([new("coder", 2, 0, 20, 40, 0.5m, 1), new(null, 1, 1, 0, 0, 0, 0)], await UsageAsync(UsageBy.Agent));
        Assert.Equal([$"{firstDay:yyyy-MM-dd}", $"{firstDay.AddDays(1):yyyy-MM-dd}"], (await UsageAsync(UsageBy.Day)).Select(usage => usage.Key));
        Assert.Single(await _calls.CountUsageAsync("usage", UsageBy.Day, new LlmCallFilter(From: firstDay, To: firstDay.AddHours(1)), _cancellation));

        async Task<IReadOnlyList<Usage>> UsageAsync(UsageBy by) => await _calls.CountUsageAsync("usage", by, new LlmCallFilter(), _cancellation);
    }

    private async Task CallAsync(Caller caller, string model, decimal? cost)
    {
        var id = Guid.CreateVersion7();
        await product.Do(new RecordLlmCall(LlmCallFacts.Guarded(id, model)), caller);
        await product.Do(new CompleteLlmCall(LlmCallFacts.Answered(id, cost)), caller);
    }

    private async Task<LlmCallDetails> FindAsync(string tenant, Guid id)
    {
        var call = await _calls.FindAsync(tenant, id, _cancellation);
        Assert.NotNull(call);
        return call;
    }

    private static Caller In(string tenant) => Product.Ada with { TenantId = tenant };
}
