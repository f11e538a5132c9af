using EventAgents.Commands;
using EventAgents.Commands.Feedback;
using EventAgents.Commands.Improvements;
using EventAgents.Events;
using EventAgents.Projections.Improvements;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests.Improvements;

public class ImprovementQueriesTests(Product product) : IClassFixture<Product>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly ImprovementQueries _board = new(product.Database);

    [Fact]
    public async Task A_card_is_opened_analysed_implemented_and_proven()
    {
        const string Tenant = "proven";
        await RateAsync(Tenant, 5);
        product.Clock.Advance(TimeSpan.FromDays(31));
        await RateAsync(Tenant, 4);
        var id = StreamIds.OfImprovement(await RateAsync(Tenant, 1));
        Assert.Equal((BoardColumn.Incoming, ImprovementStatus.Pending, ImprovementPriority.High), await WhereAsync(Tenant, id));

        await product.Do(new AnalyzeImprovement(id, "prompt too long"), In(Tenant));
        await MoveAsync(Tenant, id, BoardColumn.Backlog);
        Assert.Equal((BoardColumn.Backlog, ImprovementStatus.Analyzed, ImprovementPriority.High), await WhereAsync(Tenant, id));
        await MoveAsync(Tenant, id, BoardColumn.InProgress);
        await MoveAsync(Tenant, id, BoardColumn.Testing);
        Assert.Equal(new RatingEvidence(0, null, AverageBefore: 2.50m), await _board.FindEvidenceAsync(Tenant, id, _cancellation));

        product.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var rating in new[] { 5, 5, 4 }) await RateAsync(Tenant, rating);
        await RateAsync(Tenant, 1, agentType: "tester");
        var evidence = await _board.FindEvidenceAsync(Tenant, id, _cancellation);
        Assert.Equal(new RatingEvidence(3, 4.67m, 2.50m), evidence);

        await MoveAsync(Tenant, id, BoardColumn.Done, new ImprovementEvidence(evidence.LaterRatings, evidence.LaterAverage, evidence.AverageBefore));
        var card = (await _board.FindAsync(Tenant, id, _cancellation))!;
        Assert.Equal((BoardColumn.Done, ImprovementStatus.Implemented, evidence, "prompt too long"), (card.Column, card.Status, card.Proof, card.Analysis));
        Assert.Equal(9, card.Version);
    }

    [Fact]
    public async Task A_dismissed_card_says_why()
    {
        const string Tenant = "dismissed";
        var id = StreamIds.OfImprovement(await RateAsync(Tenant, 3));
        await product.Do(new DismissImprovement(id, "by design"), In(Tenant));
        var card = (await _board.FindAsync(Tenant, id, _cancellation))!;
        Assert.Equal((ImprovementStatus.Dismissed, "by design", ImprovementPriority.Medium), (card.Status, card.DismissReason, card.Priority));
    }

    [Fact]
    public async Task Filters_hold_together()
    {
        const string Tenant = "filters";
        var wanted = StreamIds.OfImprovement(await RateAsync(Tenant, 3));
        await RateAsync(Tenant, 1);
        await RateAsync(Tenant, 3, agentType: "tester");
        var dismissed = StreamIds.OfImprovement(await RateAsync(Tenant, 3));
        await product.Do(new DismissImprovement(dismissed, "by design"), In(Tenant));

        var filter = new ImprovementFilter(BoardColumn.Incoming, ImprovementStatus.Pending, ImprovementPriority.Medium, "coder");
        Assert.Equal(wanted, Assert.Single((await _board.ListAsync(Tenant, filter, new PageRequest(), _cancellation)).Items).Id);
        Assert.Equal(4, (await _board.ListAsync(Tenant, new ImprovementFilter(), new PageRequest(), _cancellation)).Items.Count);
        Assert.Null(await _board.FindAsync("other", wanted, _cancellation));
    }

    private async Task<(BoardColumn, ImprovementStatus, ImprovementPriority)> WhereAsync(string tenant, Guid id)
    {
        var card = (await _board.FindAsync(tenant, id, _cancellation))!;
        return (card.Column, card.Status, card.Priority);
    }

    private async Task MoveAsync(string tenant, Guid id, BoardColumn to, ImprovementEvidence? evidence = null) =>
        await product.Do(new MoveImprovement(id, to, Reason: null, evidence ?? ImprovementEvidence.None), In(tenant));

    private async Task<Guid> RateAsync(string tenant, int rating, string agentType = "coder")
    {
        var job = new RatedJob(Guid.CreateVersion7(), Guid.CreateVersion7(), agentType, JobStatus.Completed);
        var id = StreamIds.OfFeedback(tenant, job.JobId, "ada");
        await product.Do(new SubmitFeedback(id, job, "ada", rating, FeedbackOutcome.Partial, Comment: null, []), In(tenant));
        return id;
    }

    private static Caller In(string tenant) => Product.Ada with { TenantId = tenant };
}
