using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Guard;

/// <summary>Gives up waiting for a call's end. One that has ended meanwhile, or was given up before, is left alone.</summary>
public sealed record LoseLlmCall(Guid CallId) : ICommand<LoseLlmCall, LlmCall, LlmCallEvent>
{
    /// <inheritdoc/>
    public static IValidator<LoseLlmCall> Validator { get; } = new InlineValidator<LoseLlmCall>();

    /// <inheritdoc/>
    public Guid StreamId => CallId;

    /// <inheritdoc/>
    public Decision<LlmCallEvent> Decide(LlmCall? state, DateTimeOffset now) => state switch
    {
        null => LlmCallRefusals.NotFound,
        { Status: LlmCallStatus.Open } => [new LlmCallLost(CallId)],
        _ => [],
    };
}
