using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Commands.Sessions;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Projections;
using EventAgents.Projections.Sessions;

namespace EventAgents.Host.Endpoints;

/// <summary>Sessions of agents.</summary>
internal static class SessionEndpoints
{
    private static readonly string[] PatchTypes = ["application/merge-patch+json", "application/json"];

    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapGet("/", List).RequireAuthorization(Policies.ReadWork).Produces<Page<SessionSummary>>().WithSummary("Lists sessions, newest first");
        sessions.MapGet("/{sessionId:guid}", Find).RequireAuthorization(Policies.ReadWork).Produces<SessionDetails>().WithSummary("Shows a session with its transitions");

        var change = sessions.MapGroup("/").RequireAuthorization(Policies.Steer);
        change.MapPost("/", Create).Produces<SessionState>(StatusCodes.Status201Created).WithSummary("Opens a session");
        change.MapPut("/{sessionId:guid}/events", Transition).Produces<SessionState>().WithSummary("Activates, pauses, resumes, completes or fails a session");
        change.MapPatch("/{sessionId:guid}/metadata", PatchMetadata).Accepts<JsonElement>(PatchTypes[0], PatchTypes[1]).Produces<SessionState>()
            .WithSummary("Changes a session's metadata by a JSON merge patch (RFC 7396)");
    }

    private static Task<IResult> Create(Body<CreateSessionRequest> body, CommandRunner runner)
    {
        var command = new CreateSession(Guid.CreateVersion7(), body.Value.AgentRole, body.Value.TaskId, body.Value.Metadata);
        return runner.RunAsync(command, outcome => Answer.Created($"{ApiRegistration.BasePath}/sessions/{command.SessionId}", StateOf(outcome), outcome.Version));
    }

    internal static Task<Page<SessionSummary>> List(
        string? status, string? agentRole, Paging paging, Caller caller, SessionQueries sessions, CancellationToken cancellation) =>
        sessions.ListAsync(caller.TenantId, new SessionFilter(Filters.Parse<SessionStatus>("status", status), agentRole), paging.Request, cancellation);

    private static async Task<IResult> Find(Guid sessionId, HttpResponse response, Caller caller, SessionQueries sessions, CancellationToken cancellation) =>
        Found.Versioned(response, await sessions.FindAsync(caller.TenantId, sessionId, cancellation), session => session.Version);

    internal static Task<IResult> Transition(Guid sessionId, Body<SessionEventRequest> body, CommandRunner runner)
    {
        var reason = body.Value.Reason;
        return body.Value.Event switch
        {
            SessionStep.Activate => Change(runner, new ActivateSession(sessionId, reason)),
            SessionStep.Pause => Change(runner, new PauseSession(sessionId, reason)),
            SessionStep.Resume => Change(runner, new ResumeSession(sessionId, reason)),
            SessionStep.Complete => Change(runner, new CompleteSession(sessionId, reason)),
            _ => Change(runner, new FailSession(sessionId, reason)),
        };
    }

    private static async Task<IResult> PatchMetadata(Guid sessionId, HttpContext context, CommandRunner runner) =>
        await Change(runner, new PatchSessionMetadata(sessionId, await RequestBytes.ReadJsonAsync(context, PatchTypes), Reason: null));

    private static Task<IResult> Change<TCommand>(CommandRunner runner, ICommand<TCommand, Session, SessionEvent> command)
        where TCommand : ICommand<TCommand, Session, SessionEvent> => runner.RunAsync(command, outcome => Answer.Ok(StateOf(outcome), outcome.Version));

    private static SessionState StateOf(Outcome<Session> outcome) => new(outcome.State!.Id, outcome.Version, outcome.State.Status);
}

/// <summary>The session to open.</summary>
public sealed record CreateSessionRequest(string AgentRole, string? TaskId = null, JsonElement? Metadata = null);

/// <summary>What shall happen to a session.</summary>
public sealed record SessionEventRequest(SessionStep Event, string? Reason = null);

/// <summary>What callers can make happen to a session; expiry is the clock's.</summary>
public enum SessionStep
{
    /// <summary>From pending to active.</summary>
    Activate,

    /// <summary>From active to paused.</summary>
    Pause,

    /// <summary>From paused to active.</summary>
    Resume,

    /// <summary>From active to completed, for good.</summary>
    Complete,

    /// <summary>From active to failed, for good.</summary>
    Fail,
}

/// <summary>A session after a command.</summary>
public sealed record SessionState(Guid Id, long Version, SessionStatus Status);
