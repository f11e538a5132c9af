using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Guard;

/// <summary>Keeps how a forwarded call ended.</summary>
public sealed record CompleteLlmCall(LlmCallCompleted End) : ICommand<CompleteLlmCall, LlmCall, LlmCallEvent>
{
    /// <inheritdoc/>
    public static IValidator<CompleteLlmCall> Validator { get; } = new InlineValidator<CompleteLlmCall>();

    /// <inheritdoc/>
    public Guid StreamId => End.CallId;

    /// <inheritdoc/>
    public Decision<LlmCallEvent> Decide(LlmCall? state, DateTimeOffset now) => state switch
    {
        null => LlmCallRefusals.NotFound,
        { Status: LlmCallStatus.Ended } => LlmCallRefusals.HasEnded,
        _ => [End],
    };
}
