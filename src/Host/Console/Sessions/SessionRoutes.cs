using EventAgents.Commands;
using EventAgents.Commands.Sessions;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections;
using EventAgents.Projections.Sessions;

namespace EventAgents.Host.WebConsole.Sessions;

/// <summary>Sessions of agents, with their transitions.</summary>
internal static class SessionRoutes
{
    public static void MapSessionPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sessions", List).RequireAuthorization(Policies.ReadWork);
        pages.MapGet("/sessions/{sessionId:guid}", Show).RequireAuthorization(Policies.ReadWork);
        pages.MapPost("/sessions/{sessionId:guid}", Change).RequireAuthorization(Policies.Steer);
    }

    private static async Task<Html<SessionListPage, SessionList>> List(
        HttpRequest asked, Paging paging, Caller caller, SessionQueries sessions, CancellationToken cancellation)
    {
        var (status, agentRole) = (asked.Text("status"), asked.Text("agentRole"));
        return new(new SessionList(await SessionEndpoints.List(status, agentRole, paging, caller, sessions, cancellation), status, agentRole));
    }

    private static async Task<Html<SessionPage, SessionModel>> Show(Guid sessionId, Caller caller, SessionQueries sessions, CancellationToken cancellation)
    {
        var session = await sessions.FindAsync(caller.TenantId, sessionId, cancellation) ?? throw new ProblemException(Problems.NotFound);
        var possible = Session.Lifecycle.Edges.Where(edge => edge.From == session.Status).Select(edge => edge.Event).ToHashSet(StringComparer.Ordinal);
        return new(new SessionModel(session, possible));
    }

    private static Task<IResult> Change(Guid sessionId, PostedForm form, CommandRunner runner)
    {
        var request = new SessionEventRequest(form.Chosen<SessionStep>("do"), form.Text("reason"));
        return PostedForm.ThenTo($"/sessions/{sessionId}", SessionEndpoints.Transition(sessionId, new(request), runner));
    }
}

/// <summary>A page of sessions and what was asked for.</summary>
public sealed record SessionList(Page<SessionSummary> Page, string? Status, string? AgentRole);

/// <summary>A session and the events that its state allows.</summary>
public sealed record SessionModel(SessionDetails Session, IReadOnlySet<string> Possible);
