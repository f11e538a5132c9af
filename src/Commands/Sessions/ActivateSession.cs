using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Sessions;

/// <summary>Takes a pending session into use. On an active one it changes nothing.</summary>
public sealed record ActivateSession(Guid SessionId, string? Reason) : ICommand<ActivateSession, Session, SessionEvent>
{
    /// <inheritdoc/>
    public static IValidator<ActivateSession> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => SessionId;

    /// <inheritdoc/>
    public Decision<SessionEvent> Decide(Session? state, DateTimeOffset now) => state switch
    {
        null => SessionRefusals.NotFound,
        { Status: SessionStatus.Active } => [],
        _ when state.Check("activate") is { } refusal => refusal,
        _ => [new SessionActivated(SessionId, Reason)],
    };

    private sealed class Rules : AbstractValidator<ActivateSession>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
