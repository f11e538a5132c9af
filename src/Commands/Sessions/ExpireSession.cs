using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Sessions;

/// <summary>
/// Ends a session in which nothing happened for too long. Who asks names the version that it saw, so that activity in between lets the session live.
/// </summary>
public sealed record ExpireSession(Guid SessionId, string? Reason) : ICommand<ExpireSession, Session, SessionEvent>
{
    /// <inheritdoc/>
    public static IValidator<ExpireSession> Validator { get; } = new InlineValidator<ExpireSession>();

    /// <inheritdoc/>
    public Guid StreamId => SessionId;

    /// <inheritdoc/>
    public Decision<SessionEvent> Decide(Session? state, DateTimeOffset now) => state switch
    {
        null => SessionRefusals.NotFound,
        _ when state.Check("expire") is { } refusal => refusal,
        _ => [new SessionExpired(SessionId, Reason)],
    };
}
