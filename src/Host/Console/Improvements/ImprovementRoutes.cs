using EventAgents.Commands;
using EventAgents.Commands.Improvements;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections;
using EventAgents.Projections.Improvements;

namespace EventAgents.Host.WebConsole.Improvements;

/// <summary>The improvement board and its cards.</summary>
internal static class ImprovementRoutes
{
    public static void MapImprovementPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/improvements", Show).RequireAuthorization(Policies.ReadWork);
        pages.MapGet("/improvements/{improvementId:guid}", ShowCard).RequireAuthorization(Policies.ReadWork);
        pages.MapPost("/improvements/{improvementId:guid}", Change).RequireAuthorization(Policies.Work);
    }

    private static async Task<Html<BoardPage, Board>> Show(HttpRequest asked, Caller caller, ImprovementQueries improvements, CancellationToken cancellation)
    {
        var (agentType, priority) = (asked.Text("agentType"), asked.Text("priority"));
        var columns = new List<BoardLane>();
        foreach (var column in Enum.GetValues<BoardColumn>())
        {
            var filter = new ImprovementFilter(column, Priority: Filters.Parse<ImprovementPriority>("priority", priority), AgentType: agentType);
            var cards = await improvements.ListAsync(caller.TenantId, filter, new PageRequest(PageRequest.MaxLimit), cancellation);
            columns.Add(new BoardLane(column, cards.Items, cards.NextCursor is not null));
        }
        return new(new Board(columns, agentType, priority));
    }

    private static async Task<Html<CardPage, CardModel>> ShowCard(
        Guid improvementId, Caller caller, ImprovementQueries improvements, CancellationToken cancellation)
    {
        var card = await improvements.FindAsync(caller.TenantId, improvementId, cancellation) ?? throw new ProblemException(Problems.NotFound);
        var evidence = card.ImplementedAt is null ? null : await improvements.FindEvidenceAsync(caller.TenantId, improvementId, cancellation);
        // Dismissing has a form of its own, since it needs a reason.
        var open = Improvement.Lifecycle.Edges.Where(edge => edge.From == card.Column && edge.To != BoardColumn.Dismissed).Select(edge => WireName.Of(edge.To));
        return new(new CardModel(card, evidence, [.. open]));
    }

    private static Task<IResult> Change(
        Guid improvementId, PostedForm form, Caller caller, ImprovementQueries improvements, CommandRunner runner, CancellationToken cancellation) =>
        PostedForm.ThenTo($"/improvements/{improvementId}", form.Does switch
        {
            "move" => ImprovementEndpoints.Move(improvementId, new(MoveOf(form)), caller, improvements, runner, cancellation),
            "analyze" => ImprovementEndpoints.Analyze(improvementId, new(new AnalyzeImprovementRequest(form.Text("result") ?? "")), runner),
            "dismiss" => ImprovementEndpoints.Dismiss(improvementId, new(new DismissImprovementRequest(form.Text("reason") ?? "")), runner),
            _ => throw PostedForm.NoSuchButton,
        });

    private static MoveImprovementRequest MoveOf(PostedForm form) => new(form.Chosen<BoardColumn>("to"), form.Text("moveReason"));
}

/// <summary>The board and what was asked for.</summary>
public sealed record Board(IReadOnlyList<BoardLane> Lanes, string? AgentType, string? Priority);

/// <summary>A column of the board with its newest cards.</summary>
/// <param name="Column">The column.</param>
/// <param name="Cards">Its cards, newest first.</param>
/// <param name="HasMore">Whether there are more than are shown.</param>
public sealed record BoardLane(BoardColumn Column, IReadOnlyList<ImprovementCard> Cards, bool HasMore);

/// <summary>A card, what ratings say since its work was done, and the columns that it may go to.</summary>
public sealed record CardModel(ImprovementCard Card, RatingEvidence? Evidence, IReadOnlyList<string> Open);
