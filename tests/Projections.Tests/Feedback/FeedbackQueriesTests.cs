using EventAgents.Commands;
using EventAgents.Commands.Feedback;
using EventAgents.Events;
using EventAgents.Projections.Feedback;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests.Feedback;

public class FeedbackQueriesTests(Product product) : IClassFixture<Product>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly FeedbackQueries _feedback = new(product.Database);

    [Fact]
    public async Task Statistics_count_every_match_whatever_the_page()
    {
        const string Tenant = "statistics";
        var firstDay = product.Clock.GetUtcNow();
        await RateAsync(Tenant, "coder", 5, FeedbackOutcome.Solved);
        await RateAsync(Tenant, "coder", 4, FeedbackOutcome.Solved);
        await RateAsync(Tenant, "tester", 1, FeedbackOutcome.MadeWorse);
        product.Clock.Advance(TimeSpan.FromDays(1));
        await RateAsync(Tenant, "coder", 2, FeedbackOutcome.Partial);

        var page = await _feedback.ListAsync(Tenant, new FeedbackFilter(), new PageRequest(Limit: 1), _cancellation);
        Assert.Equal(2, Assert.Single(page.Items).Rating);
        Assert.NotNull(page.NextCursor);
        Assert.Equal((4, 3.00m), (page.Stats.Total, page.Stats.Average));
        Assert.Equal([2, 1, 0, 1], Enum.GetValues<FeedbackOutcome>().Select(outcome => page.Stats.Outcomes[outcome]));
        var day = DateOnly.FromDateTime(firstDay.UtcDateTime);
        Assert.Equal(
            [new("coder", day, 2, 4.50m), new("coder", day.AddDays(1), 1, 2m), new("tester", day, 1, 1m)],
            page.Stats.Trend);
    }

    [Fact]
    public async Task Filters_hold_for_items_and_statistics_alike()
    {
        const string Tenant = "filters";
        await RateAsync(Tenant, "coder", 5, FeedbackOutcome.Solved);
        product.Clock.Advance(TimeSpan.FromHours(1));
        var from = product.Clock.GetUtcNow();
        await RateAsync(Tenant, "coder", 4, FeedbackOutcome.Solved);
        await RateAsync(Tenant, "coder", 3, FeedbackOutcome.Partial);
        await RateAsync(Tenant, "tester", 3, FeedbackOutcome.Solved);
        product.Clock.Advance(TimeSpan.FromHours(1));
        await RateAsync(Tenant, "coder", 1, FeedbackOutcome.Solved);

        var page = await _feedback.ListAsync(Tenant, new FeedbackFilter("coder", FeedbackOutcome.Solved, from, from.AddHours(1)), new PageRequest(), _cancellation);
        Assert.Equal(4, Assert.Single(page.Items).Rating);
        Assert.Equal((1, 4m), (page.Stats.Total, page.Stats.Average));
    }

    [Fact]
    public async Task Without_any_feedback_there_is_no_average()
    {
        var page = await _feedback.ListAsync("empty", new FeedbackFilter(), new PageRequest(), _cancellation);
        Assert.Empty(page.Items);
        Assert.Equal((0, null), (page.Stats.Total, page.Stats.Average));
        Assert.All(page.Stats.Outcomes.Values, count => Assert.Equal(0, count));
        Assert.Empty(page.Stats.Trend);
    }

    [Fact]
    public async Task A_revised_opinion_is_the_one_that_counts()
    {
        const string Tenant = "revised";
        var id = await RateAsync(Tenant, "coder", 5, FeedbackOutcome.Solved);
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await product.Do(new ReviseFeedback(id, "ada", 2, FeedbackOutcome.NotSolved, "it broke", ["late"]), Product.Ada with { TenantId = Tenant });

        var item = await _feedback.FindAsync(Tenant, id, _cancellation);
        Assert.Equal((2, FeedbackOutcome.NotSolved, "it broke", 2, product.Clock.GetUtcNow()), (item?.Rating, item?.Outcome, item?.Comment, item?.Version, item?.RevisedAt));
        Assert.Equal(["late"], item?.Tags);
        var stats = (await _feedback.ListAsync(Tenant, new FeedbackFilter(), new PageRequest(), _cancellation)).Stats;
        Assert.Equal((1, 2m), (stats.Total, stats.Average));
        Assert.Null(await _feedback.FindAsync("other", id, _cancellation));
    }

    private async Task<Guid> RateAsync(string tenant, string agentType, int rating, FeedbackOutcome outcome)
    {
        var job = new RatedJob(Guid.CreateVersion7(), Guid.CreateVersion7(), agentType, JobStatus.Completed);
        var id = StreamIds.OfFeedback(tenant, job.JobId, "ada");
        await product.Do(new SubmitFeedback(id, job, "ada", rating, outcome, Comment: null, ["tag"]), Product.Ada with { TenantId = tenant });
        return id;
    }
}
