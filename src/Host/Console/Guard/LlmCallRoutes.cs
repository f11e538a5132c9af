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

    private static async Task<Html<LlmCallListPage, LlmCallList>> List(
        HttpRequest asked, Paging paging, Caller caller, LlmCallQueries calls, CancellationToken cancellation)
    {
        var filter = new LlmCallFilter(
            asked.Text("provider"), asked.Text("model"), asked.Text("agent"), asked.Id("sessionId"), asked.Id("jobId"),
            Filters.Parse<CallOutcome>("outcome", asked.Text("outcome")), asked.At("from"), asked.At("to"));
        var by = Filters.Parse<UsageBy>("by", asked.Text("by")) ?? UsageBy.Day;
        var page = await calls.ListAsync(caller.TenantId, filter, paging.Request, cancellation);
        return new(new LlmCallList(page, filter, by, await calls.CountUsageAsync(caller.TenantId, by, filter, cancellation)));
    }

    private static async Task<Html<LlmCallPageView, LlmCallDetails>> Show(Guid callId, Caller caller, LlmCallQueries calls, CancellationToken cancellation) =>
        new(await calls.FindAsync(caller.TenantId, callId, cancellation) ?? throw new ProblemException(Problems.NotFound));
}

/// <summary>A page of calls, what was asked for, and what all of them used.</summary>
public sealed record LlmCallList(LlmCallPage Page, LlmCallFilter Filter, UsageBy By, IReadOnlyList<Usage> Usage);
