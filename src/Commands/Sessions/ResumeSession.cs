using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Sessions;

/// <summary>Takes a paused session into use again. On an active one it changes nothing.</summary>
public sealed record ResumeSession(Guid SessionId, string? Reason) : ICommand<ResumeSession, Session, SessionEvent>
{
    /// <inheritdoc/>
    public static IValidator<ResumeSession> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => SessionId;

    /// <inheritdoc/>
    public Decision<SessionEvent> Decide(Session? state, DateTimeOffset now) => state switch
    {
        null => SessionRefusals.NotFound,
        { Status: SessionStatus.Active } => [],
        _ when state.Check("resume") is { } refusal => refusal,
        _ => [new SessionResumed(SessionId, Reason)],
    };

    private sealed class Rules : AbstractValidator<ResumeSession>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
