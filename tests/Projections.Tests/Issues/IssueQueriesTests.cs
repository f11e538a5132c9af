using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Events;
using EventAgents.Projections.Issues;
using EventAgents.Projections.Jobs;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests.Issues;

public class IssueQueriesTests(Product product) : IClassFixture<Product>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly IssueQueries _issues = new(product.Database, new JobQueries(product.Database));

    [Fact]
    public async Task A_submitted_issue_is_read_back_at_once_with_its_job()
    {
        var submit = await product.SubmitAsync(c => c with
        {
            Priority = IssuePriority.High,
            Source = IssueSource.ErpTrigger,
            Description = "It hangs.",
            Context = Product.Json("""{"module":"billing"}"""),
            ExternalId = "ERP-1",
            Config = Product.Json("""{"review":true}"""),
        });

        var issue = await _issues.FindAsync(Product.Tenant, submit.IssueId, _cancellation);
        Assert.NotNull(issue);
        Assert.Equal((2, IssueStatus.Queued, IssuePriority.High, IssueSource.ErpTrigger, "ERP-1"), (issue.Version, issue.Status, issue.Priority, issue.Source, issue.ExternalId));
        Assert.Equal(("Job 7 hangs", "It hangs.", "billing"), (issue.Title, issue.Description, issue.Context?.GetProperty("module").GetString()));
        Assert.Equal((submit.JobId, JobStatus.Pending, 2, 1), (issue.Job?.Id, issue.Job?.Status, issue.Job?.Priority, issue.Job?.Version));
        Assert.Equal(product.Clock.GetUtcNow(), issue.SubmittedAt);
    }

    [Fact]
    public async Task Every_state_of_an_issue_is_shown()
    {
        var submit = await product.SubmitAsync(c => c with { AgentType = "shown", Config = Product.Json("""{"review":true}""") });
        var job = Assert.Single(await product.ClaimAsync(agentTypes: "shown"));
        Assert.Equal(IssueStatus.Processing, await StatusAsync(submit.IssueId));

        await product.Do(new CompleteJob(job.JobId, "worker-1", job.Attempt, Product.Json("1")), Product.Worker);
        Assert.Equal(IssueStatus.Review, await StatusAsync(submit.IssueId));

        await product.Do(new ReworkIssue(submit.IssueId, Guid.CreateVersion7(), "again"));
        Assert.Equal(IssueStatus.Queued, await StatusAsync(submit.IssueId));

        await product.Do(new CancelIssue(submit.IssueId, Reason: null));
        var issue = (await _issues.FindAsync(Product.Tenant, submit.IssueId, _cancellation))!;
        Assert.Equal((IssueStatus.Cancelled, JobStatus.Cancelled), (issue.Status, issue.Job?.Status));
        Assert.Equal(7, issue.Version);
    }

    [Fact]
    public async Task A_classification_is_shown()
    {
        var submit = await product.SubmitAsync();
        await product.Do(new ClassifyIssue(new IssueClassified(submit.IssueId, IssueType.Feature, IssuePriority.Low, 3, "billing", "coder", null, 0.7, "looks new")));

        var issue = (await _issues.FindAsync(Product.Tenant, submit.IssueId, _cancellation))!;
        Assert.Equal(new Classification(IssueType.Feature, IssuePriority.Low, 3, "billing", "coder", null, 0.7, "looks new"), issue.Classification);
    }

    [Fact]
    public async Task Another_tenant_s_issue_is_not_there()
    {
        var submit = await product.SubmitAsync();
        Assert.Null(await _issues.FindAsync("other", submit.IssueId, _cancellation));
        Assert.Empty((await _issues.ListAsync("other", new IssueFilter(), new PageRequest(), _cancellation)).Items);
    }

    [Fact]
    public async Task Filters_hold_together()
    {
        var tenant = Product.Ada with { TenantId = "filters" };
        var wanted = await product.SubmitAsync(c => c with { Title = "Printer jams 100%", Type = IssueType.Task, Priority = IssuePriority.Low, Source = IssueSource.Github }, tenant);
        await product.SubmitAsync(c => c with { Title = "Printer jams 1000", Type = IssueType.Task, Priority = IssuePriority.Low, Source = IssueSource.Github }, tenant);
        await product.SubmitAsync(c => c with { Title = "Printer jams 100%", Type = IssueType.Bug, Priority = IssuePriority.Low, Source = IssueSource.Github }, tenant);
        await product.SubmitAsync(c => c with { Title = "Printer jams 100%", Type = IssueType.Task, Priority = IssuePriority.High, Source = IssueSource.Github }, tenant);
        await product.SubmitAsync(c => c with { Title = "Printer jams 100%", Type = IssueType.Task, Priority = IssuePriority.Low, Source = IssueSource.Manual }, tenant);
        var cancelled = await product.SubmitAsync(c => c with { Title = "Printer jams 100%", Type = IssueType.Task, Priority = IssuePriority.Low, Source = IssueSource.Github }, tenant);
        await product.Do(new CancelIssue(cancelled.IssueId, null), tenant);

        var filter = new IssueFilter(IssueStatus.Queued, IssueType.Task, IssuePriority.Low, IssueSource.Github, Q: "JAMS 100%");
        var found = await _issues.ListAsync("filters", filter, new PageRequest(), _cancellation);
        Assert.Equal(wanted.IssueId, Assert.Single(found.Items).Id);
    }

    [Fact]
    public async Task Pages_hold_every_issue_once_newest_first_while_others_come()
    {
        var tenant = Product.Ada with { TenantId = "pages" };
        var submitted = new List<Guid>();
        for (var i = 0; i < 7; i++) submitted.Add((await product.SubmitAsync(caller: tenant)).IssueId);

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await _issues.ListAsync("pages", new IssueFilter(), new PageRequest(Limit: 3, cursor), _cancellation);
            seen.AddRange(page.Items.Select(issue => issue.Id));
            cursor = page.NextCursor;
            await product.SubmitAsync(caller: tenant);
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Reverse(submitted), seen);
    }

    [Fact]
    public async Task A_full_last_page_has_no_next_one()
    {
        var tenant = Product.Ada with { TenantId = "full" };
        for (var i = 0; i < 2; i++) await product.SubmitAsync(caller: tenant);
        Assert.Null((await _issues.ListAsync("full", new IssueFilter(), new PageRequest(Limit: 2), _cancellation)).NextCursor);
        Assert.NotNull((await _issues.ListAsync("full", new IssueFilter(), new PageRequest(Limit: 1), _cancellation)).NextCursor);
    }

    [Fact]
    public async Task A_cursor_of_another_filter_is_refused()
    {
        var tenant = Product.Ada with { TenantId = "cursors" };
        for (var i = 0; i < 2; i++) await product.SubmitAsync(caller: tenant);
        var cursor = (await _issues.ListAsync("cursors", new IssueFilter(), new PageRequest(Limit: 1), _cancellation)).NextCursor;

        foreach (var wrong in new[] { "x", "", "****", cursor + "A", cursor![..^1] })
        {
            await Assert.ThrowsAsync<InvalidCursorException>(() => _issues.ListAsync("cursors", new IssueFilter(), new PageRequest(1, wrong), _cancellation));
        }

        await Assert.ThrowsAsync<InvalidCursorException>(() => _issues.ListAsync("cursors", new IssueFilter(IssueStatus.Queued), new PageRequest(1, cursor), _cancellation));
    }

    private async Task<IssueStatus?> StatusAsync(Guid issueId) => (await _issues.FindAsync(Product.Tenant, issueId, _cancellation))?.Status;
}
