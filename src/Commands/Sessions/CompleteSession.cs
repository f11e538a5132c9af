using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Sessions;

/// <summary>Ends an active session as planned.</summary>
public sealed record CompleteSession(Guid SessionId, string? Reason) : ICommand<CompleteSession, Session, SessionEvent>
{
    /// <inheritdoc/>
    public static IValidator<CompleteSession> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => SessionId;

    /// <inheritdoc/>
    public Decision<SessionEvent> Decide(Session? state, DateTimeOffset now) => state switch
    {
        null => SessionRefusals.NotFound,
        _ when state.Check("complete") is { } refusal => refusal,
        _ => [new SessionCompleted(SessionId, Reason)],
    };

    private sealed class Rules : AbstractValidator<CompleteSession>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
