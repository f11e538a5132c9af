using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using EventAgents.Host.WebConsole.Jobs;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections;
using EventAgents.Projections.Issues;
using EventAgents.Projections.Jobs;

namespace EventAgents.Host.WebConsole.Issues;

/// <summary>Issues: found, followed and steered.</summary>
internal static class IssueRoutes
{
    public static void MapIssuePages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/issues", List).RequireAuthorization(Policies.ReadWork);
        pages.MapPost("/issues", Submit).RequireAuthorization(Policies.Work);
        pages.MapGet("/issues/{issueId:guid}", Show).RequireAuthorization(Policies.ReadWork);
        pages.MapPost("/issues/{issueId:guid}", Change).RequireAuthorization(Policies.Work);
    }

    private static async Task<Html<IssueListPage, IssueList>> List(
        string? status, string? type, string? priority, string? source, string? q, Paging paging, Caller caller, IssueQueries issues,
        CancellationToken cancellation)
    {
        var page = await IssueEndpoints.List(status, type, priority, source, q, paging, caller, issues, cancellation);
        return new(new IssueList(page, status, type, priority, source, q));
    }

    private static async Task<Html<IssuePage, IssueModel>> Show(
        Guid issueId, Caller caller, IssueQueries issues, JobQueries jobs, StreamHistory history, CancellationToken cancellation)
    {
        var issue = await issues.FindAsync(caller.TenantId, issueId, cancellation) ?? throw new ProblemException(Problems.NotFound);
        var ofIssue = await jobs.ListAsync(caller.TenantId, new JobFilter(IssueId: issueId), new PageRequest(PageRequest.MaxLimit), cancellation);
        var happened = await Happened.ReadAsync(history, caller, issueId, Issue.StreamType, cancellation);
        foreach (var job in ofIssue.Items) happened.AddRange(await Happened.ReadAsync(history, caller, job.Id, Job.StreamType, cancellation));
        var possible = Issue.Lifecycle.Edges.Where(edge => edge.From == issue.Status).Select(edge => edge.Event).ToHashSet(StringComparer.Ordinal);
        return new(new IssueModel(issue, ofIssue.Items, [.. happened.Where(one => one.Entry.Type != JobRoutes.LogLine).OrderBy(one => one.Entry.Position)], possible));
    }

    private static Task<IResult> Submit(PostedForm form, Caller caller, CommandRunner runner)
    {
        var request = new SubmitIssueRequest(
            form.Chosen<IssueType>("type"), form.Text("title") ?? "", form.Chosen<IssuePriority>("priority"), Description: form.Text("description"),
            AgentType: form.Text("agentType"),
            Config: form.Text("review") is null ? null : JsonSerializer.SerializeToElement(new { review = true }));
        return PostedForm.ThenTo("/issues", IssueEndpoints.Submit(new(request), caller, runner));
    }

    private static Task<IResult> Change(Guid issueId, PostedForm form, CommandRunner runner)
    {
        var reason = new Body<ReasonRequest>(new(form.Text("reason")));
        return PostedForm.ThenTo($"/issues/{issueId}", form.Does switch
        {
            "cancel" => IssueEndpoints.Cancel(issueId, reason, runner),
            "retry" => IssueEndpoints.Retry(issueId, reason, runner),
            "approve" => IssueEndpoints.Approve(issueId, new(new ApproveIssueRequest(form.Text("reason"))), runner),
            "rework" => IssueEndpoints.Rework(issueId, new(new ReworkIssueRequest(form.Text("reason") ?? "")), runner),
            "priority" => IssueEndpoints.ChangePriority(issueId, new(new ChangePriorityRequest(form.Chosen<IssuePriority>("priority"))), runner),
            _ => throw PostedForm.NoSuchButton,
        });
    }
}

/// <summary>A page of issues and what was asked for.</summary>
public sealed record IssueList(Page<IssueSummary> Page, string? Status, string? Type, string? Priority, string? Source, string? Q);

/// <summary>An issue with all that happened to it and to its jobs.</summary>
/// <param name="Issue">The issue.</param>
/// <param name="Jobs">Its jobs, newest first.</param>
/// <param name="Happened">What happened, oldest first.</param>
/// <param name="Possible">The events that its state allows.</param>
public sealed record IssueModel(IssueDetails Issue, IReadOnlyList<JobSummary> Jobs, IReadOnlyList<Happened> Happened, IReadOnlySet<string> Possible);
