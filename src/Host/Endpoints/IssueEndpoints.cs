using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Commands.Issues;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Projections;
using EventAgents.Projections.Issues;

namespace EventAgents.Host.Endpoints;

/// <summary>Issues: work that somebody wants done.</summary>
internal static class IssueEndpoints
{
    public static void MapIssues(this IEndpointRouteBuilder api)
    {
        var issues = api.MapGroup("/issues").WithTags("Issues");
        issues.MapGet("/", List).RequireAuthorization(Policies.ReadWork).Produces<Page<IssueSummary>>().WithSummary("Lists issues, newest first");
        issues.MapGet("/{issueId:guid}", Find).RequireAuthorization(Policies.ReadWork).Produces<IssueDetails>().WithSummary("Shows an issue with its newest job");
        issues.MapGet("/{issueId:guid}/history", History).RequireAuthorization(Policies.ReadWork).Produces<ItemList<HistoryEntry>>().WithSummary("Shows what happened to an issue");

        var change = issues.MapGroup("/").RequireAuthorization(Policies.Work);
        change.MapPost("/", Submit).Produces<IssueState>(StatusCodes.Status201Created).Produces<IssueState>().WithSummary("Submits an issue; the same externalId again gives the first one");
        change.MapPost("/{issueId:guid}/cancel", Cancel).Produces<IssueState>().WithSummary("Cancels an issue and its open job");
        change.MapPost("/{issueId:guid}/retry", Retry).Produces<IssueState>().WithSummary("Tries an issue again with a new job");
        change.MapPost("/{issueId:guid}/approve", Approve).Produces<IssueState>().WithSummary("Accepts the result of an issue in review");
        change.MapPost("/{issueId:guid}/rework", Rework).Produces<IssueState>().WithSummary("Sends an issue in review back to work");
        change.MapPut("/{issueId:guid}/priority", ChangePriority).Produces<IssueState>().WithSummary("Changes an issue's priority");
    }

    internal static Task<IResult> Submit(Body<SubmitIssueRequest> body, Caller caller, CommandRunner runner)
    {
        var request = body.Value;
        var id = request.ExternalId is { } externalId ? StreamIds.OfIssue(caller.TenantId, request.Source, externalId) : Guid.CreateVersion7();
        var command = new SubmitIssue(id, JobId: Guid.CreateVersion7(), request.Type, request.Title)
        {
            Priority = request.Priority,
            Source = request.Source,
            Description = request.Description,
            Context = request.Context,
            ExternalId = request.ExternalId,
            AgentType = request.AgentType ?? SubmitIssue.DefaultAgentType,
            Model = request.Model,
            Config = request.Config,
        };
        return runner.RunAsync(command, outcome => outcome.Events.Count > 0
            ? Answer.Created($"{ApiRegistration.BasePath}/issues/{id}", StateOf(outcome), outcome.Version)
            : Answer.Ok(StateOf(outcome), outcome.Version));
    }

    internal static Task<Page<IssueSummary>> List(
        string? status, string? type, string? priority, string? source, string? q, Paging paging, Caller caller, IssueQueries issues, CancellationToken cancellation)
    {
        var filter = new IssueFilter(
            Filters.Parse<IssueStatus>("status", status), Filters.Parse<IssueType>("type", type), Filters.Parse<IssuePriority>("priority", priority),
            Filters.Parse<IssueSource>("source", source), q);
        return issues.ListAsync(caller.TenantId, filter, paging.Request, cancellation);
    }

    private static async Task<IResult> Find(Guid issueId, HttpResponse response, Caller caller, IssueQueries issues, CancellationToken cancellation) =>
        Found.Versioned(response, await issues.FindAsync(caller.TenantId, issueId, cancellation), issue => issue.Version);

    private static Task<IResult> History(Guid issueId, Caller caller, StreamHistory history, CancellationToken cancellation) =>
        history.AnswerAsync(caller, issueId, Issue.StreamType, cancellation);

    internal static Task<IResult> Cancel(Guid issueId, Body<ReasonRequest> body, CommandRunner runner) => Change(runner, new CancelIssue(issueId, body.Value.Reason));

    internal static Task<IResult> Retry(Guid issueId, Body<ReasonRequest> body, CommandRunner runner) =>
        Change(runner, new RetryIssue(issueId, JobId: Guid.CreateVersion7(), body.Value.Reason));

    internal static Task<IResult> Approve(Guid issueId, Body<ApproveIssueRequest> body, CommandRunner runner) => Change(runner, new ApproveIssue(issueId, body.Value.Comment));

    internal static Task<IResult> Rework(Guid issueId, Body<ReworkIssueRequest> body, CommandRunner runner) =>
        Change(runner, new ReworkIssue(issueId, JobId: Guid.CreateVersion7(), body.Value.Reason));

    internal static Task<IResult> ChangePriority(Guid issueId, Body<ChangePriorityRequest> body, CommandRunner runner) =>
        Change(runner, new ChangeIssuePriority(issueId, body.Value.Priority));

    private static Task<IResult> Change<TCommand>(CommandRunner runner, ICommand<TCommand, Issue, IssueEvent> command)
        where TCommand : ICommand<TCommand, Issue, IssueEvent> => runner.RunAsync(command, outcome => Answer.Ok(StateOf(outcome), outcome.Version));

    private static IssueState StateOf(Outcome<Issue> outcome) => new(outcome.State!.Id, outcome.Version, outcome.State.Status, outcome.State.Priority, outcome.State.Job?.JobId);
}

/// <summary>The work that is wanted. Title: 1 to 200 characters; description: up to 20,000; context: an object of up to 64 KiB.</summary>
public sealed record SubmitIssueRequest(
    IssueType Type,
    string Title,
    IssuePriority Priority = IssuePriority.Medium,
    IssueSource Source = IssueSource.Manual,
    string? Description = null,
    JsonElement? Context = null,
    string? ExternalId = null,
    string? AgentType = null,
    string? Model = null,
    JsonElement? Config = null);

/// <summary>An issue after a command.</summary>
public sealed record IssueState(Guid Id, long Version, IssueStatus Status, IssuePriority Priority, Guid? JobId);

/// <summary>Why, if the caller wants to say.</summary>
public sealed record ReasonRequest(string? Reason = null);

/// <summary>What the reviewer says.</summary>
public sealed record ApproveIssueRequest(string? Comment = null);

/// <summary>What is to be done better.</summary>
public sealed record ReworkIssueRequest(string Reason);

/// <summary>The priority from now on.</summary>
public sealed record ChangePriorityRequest(IssuePriority Priority);
