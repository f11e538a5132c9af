using System.Text.Json;
using EventAgents.Events;

namespace EventAgents.Commands.Sessions;

/// <summary>An agent's session, as far as its rules need it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Metadata">A JSON object, or null when none was ever given.</param>
public sealed record Session(Guid Id, SessionStatus Status, JsonElement? Metadata) : IAggregate<Session, SessionEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "session";

    /// <summary>The legal edges between a session's states.</summary>
    public static Lifecycle<SessionStatus> Lifecycle { get; } = new(
        "session",
        (SessionStatus.Pending, "activate", SessionStatus.Active),
        (SessionStatus.Pending, "expire", SessionStatus.Expired),
        (SessionStatus.Active, "pause", SessionStatus.Paused),
        (SessionStatus.Active, "complete", SessionStatus.Completed),
        (SessionStatus.Active, "fail", SessionStatus.Failed),
        (SessionStatus.Active, "expire", SessionStatus.Expired),
        (SessionStatus.Paused, "resume", SessionStatus.Active),
        (SessionStatus.Paused, "expire", SessionStatus.Expired));

    /// <inheritdoc/>
    public static Session? Evolve(Session? state, SessionEvent happened) => (state, happened) switch
    {
        (null, SessionCreated e) => new Session(e.SessionId, SessionStatus.Pending, e.Metadata),
        ({ } session, SessionActivated or SessionResumed) => session with { Status = SessionStatus.Active },
        ({ } session, SessionPaused) => session with { Status = SessionStatus.Paused },
        ({ } session, SessionCompleted) => session with { Status = SessionStatus.Completed },
        ({ } session, SessionFailed) => session with { Status = SessionStatus.Failed },
        ({ } session, SessionExpired) => session with { Status = SessionStatus.Expired },
        ({ } session, SessionMetadataChanged e) => session with { Metadata = e.Metadata },
        _ => throw IAggregate<Session, SessionEvent>.CannotFollow(state, happened),
    };

    /// <summary>Why an event cannot happen now, or null when it can.</summary>
    internal Refusal? Check(string @event) => Lifecycle.Check(Status, @event);
}
