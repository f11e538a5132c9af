using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Sessions;

/// <summary>Ends an active session by a fault.</summary>
public sealed record FailSession(Guid SessionId, string? Reason) : ICommand<FailSession, Session, SessionEvent>
{
    /// <inheritdoc/>
    public static IValidator<FailSession> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => SessionId;

    /// <inheritdoc/>
    public Decision<SessionEvent> Decide(Session? state, DateTimeOffset now) => state switch
    {
        null => SessionRefusals.NotFound,
        _ when state.Check("fail") is { } refusal => refusal,
        _ => [new SessionFailed(SessionId, Reason)],
    };

    private sealed class Rules : AbstractValidator<FailSession>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
