using EventAgents.Commands;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections.Guard;

namespace EventAgents.Host.WebConsole.Guard;

/// <summary>What the guard has seen: calls with the entities found, tokens and cost, and what was used by whom.</summary>
internal static class LlmCallRoutes
{
    public static void MapLlmCallPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/llm-calls", List).RequireAuthorization(Policies.ReadWork);
        pages.MapGet("/llm-calls/{callId:guid}", Show).RequireAuthorization(Policies.ReadWork);
    }

    private static async Task<Html<LlmCallListPage, LlmCallList>> List(HttpRequest asked, string? by, Paging paging, Caller caller, LlmCallQueries calls, CancellationToken cancellation)
    {
        string? Text(string name) => asked.Query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        var filter = new LlmCallFilter(
            Text("provider"), Text("model"), Text("agent"), Filters.ParseId("sessionId", Text("sessionId")), Filters.ParseId("jobId", Text("jobId")),
            Filters.Parse<CallOutcome>("outcome", Text("outcome")), Instants.Read("from", LocalInstants.ToUtc(Text("from"))), Instants.Read("to", LocalInstants.ToUtc(Text("to"))));
        var countedBy = Filters.Parse<UsageBy>("by", by) ?? UsageBy.Day;
        return new(new LlmCallList(
            await calls.ListAsync(caller.TenantId, filter, paging.Request, cancellation), filter, countedBy, await calls.CountUsageAsync(caller.TenantId, countedBy, filter, cancellation)));
    }

    private static async Task<Html<LlmCallPageView, LlmCallDetails>> Show(Guid callId, Caller caller, LlmCallQueries calls, CancellationToken cancellation) =>
        new(await calls.FindAsync(caller.TenantId, callId, cancellation) ?? throw new ProblemException(Problems.NotFound));
}

/// <summary>A page of calls, what was asked for, and what all of them used.</summary>
public sealed record LlmCallList(LlmCallPage Page, LlmCallFilter Filter, UsageBy By, IReadOnlyList<Usage> Usage);
