using System.Text.Json;
using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Sessions;

/// <summary>Opens a session for an agent of a role.</summary>
public sealed record CreateSession(Guid SessionId, string AgentRole, string? TaskId, JsonElement? Metadata) : ICommand<CreateSession, Session, SessionEvent>
{
    /// <inheritdoc/>
    public static IValidator<CreateSession> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => SessionId;

    /// <inheritdoc/>
    public Decision<SessionEvent> Decide(Session? state, DateTimeOffset now) => state is null
        ? [new SessionCreated(SessionId, AgentRole, TaskId, Metadata)]
        : SessionRefusals.AlreadyExists;

    private sealed class Rules : AbstractValidator<CreateSession>
    {
        public Rules()
        {
            RuleFor(c => c.AgentRole).IsName();
            RuleFor(c => c.TaskId).Length(1, 200);
            RuleFor(c => c.Metadata).IsJsonObject();
        }
    }
}
