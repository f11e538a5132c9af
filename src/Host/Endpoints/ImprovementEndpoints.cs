using EventAgents.Commands;
using EventAgents.Commands.Improvements;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Projections;
using EventAgents.Projections.Improvements;

namespace EventAgents.Host.Endpoints;

/// <summary>The improvement board: cards that bad ratings opened.</summary>
internal static class ImprovementEndpoints
{
    public static void MapImprovements(this IEndpointRouteBuilder api)
    {
        var cards = api.MapGroup("/improvements").WithTags("Improvements");
        cards.MapGet("/", List).RequireAuthorization(Policies.ReadWork).Produces<Page<ImprovementCard>>().WithSummary("Lists the board's cards, newest first");
        cards.MapGet("/{improvementId:guid}", Find).RequireAuthorization(Policies.ReadWork).Produces<ImprovementCard>().WithSummary("Shows a card");

        var change = cards.MapGroup("/").RequireAuthorization(Policies.Work);
        change.MapPost("/{improvementId:guid}/move", Move).Produces<ImprovementState>().WithSummary("Moves a card; to done only when later ratings prove it");
        change.MapPost("/{improvementId:guid}/analyze", Analyze).Produces<ImprovementState>().WithSummary("Says what the cause is");
        change.MapPost("/{improvementId:guid}/dismiss", Dismiss).Produces<ImprovementState>().WithSummary("Takes a card off the board");
    }

    private static Task<Page<ImprovementCard>> List(
        string? column, string? status, string? priority, string? agentType, Paging paging, Caller caller, ImprovementQueries improvements, CancellationToken cancellation)
    {
        var filter = new ImprovementFilter(
            Filters.Parse<BoardColumn>("column", column), Filters.Parse<ImprovementStatus>("status", status), Filters.Parse<ImprovementPriority>("priority", priority), agentType);
        return improvements.ListAsync(caller.TenantId, filter, paging.Request, cancellation);
    }

    private static async Task<IResult> Find(
        Guid improvementId, HttpResponse response, Caller caller, ImprovementQueries improvements, CancellationToken cancellation) =>
        Found.Versioned(response, await improvements.FindAsync(caller.TenantId, improvementId, cancellation), card => card.Version);

    internal static async Task<IResult> Move(
        Guid improvementId, Body<MoveImprovementRequest> body, Caller caller, ImprovementQueries improvements, CommandRunner runner, CancellationToken cancellation)
    {
        var ratings = await improvements.FindEvidenceAsync(caller.TenantId, improvementId, cancellation);
        var evidence = new ImprovementEvidence(ratings.LaterRatings, ratings.LaterAverage, ratings.AverageBefore);
        return await Change(runner, new MoveImprovement(improvementId, body.Value.To, body.Value.Reason, evidence));
    }

    internal static Task<IResult> Analyze(Guid improvementId, Body<AnalyzeImprovementRequest> body, CommandRunner runner) =>
        Change(runner, new AnalyzeImprovement(improvementId, body.Value.Result));

    internal static Task<IResult> Dismiss(Guid improvementId, Body<DismissImprovementRequest> body, CommandRunner runner) =>
        Change(runner, new DismissImprovement(improvementId, body.Value.Reason));

    private static Task<IResult> Change<TCommand>(CommandRunner runner, ICommand<TCommand, Improvement, ImprovementEvent> command)
        where TCommand : ICommand<TCommand, Improvement, ImprovementEvent> =>
        runner.RunAsync(command, outcome => Answer.Ok(new ImprovementState(outcome.State!.Id, outcome.Version, outcome.State.Column), outcome.Version));
}

/// <summary>Where a card shall go.</summary>
public sealed record MoveImprovementRequest(BoardColumn To, string? Reason = null);

/// <summary>What the cause is.</summary>
public sealed record AnalyzeImprovementRequest(string Result);

/// <summary>Why nothing will be done.</summary>
public sealed record DismissImprovementRequest(string Reason);

/// <summary>A card after a command.</summary>
public sealed record ImprovementState(Guid Id, long Version, BoardColumn Column);
