using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Sessions;

/// <summary>Puts an active session aside. On a paused one it changes nothing.</summary>
public sealed record PauseSession(Guid SessionId, string? Reason) : ICommand<PauseSession, Session, SessionEvent>
{
    /// <inheritdoc/>
    public static IValidator<PauseSession> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => SessionId;

    /// <inheritdoc/>
    public Decision<SessionEvent> Decide(Session? state, DateTimeOffset now) => state switch
    {
        null => SessionRefusals.NotFound,
        { Status: SessionStatus.Paused } => [],
        _ when state.Check("pause") is { } refusal => refusal,
        _ => [new SessionPaused(SessionId, Reason)],
    };

    private sealed class Rules : AbstractValidator<PauseSession>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
