using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Guard;

/// <summary>Keeps that a call was refused, before it was recorded as forwarded or while it was about to be.</summary>
public sealed record BlockLlmCall(LlmCallBlocked Block) : ICommand<BlockLlmCall, LlmCall, LlmCallEvent>
{
    /// <inheritdoc/>
    public static IValidator<BlockLlmCall> Validator { get; } = new InlineValidator<BlockLlmCall>();

    /// <inheritdoc/>
    public Guid StreamId => Block.CallId;

    /// <inheritdoc/>
    public Decision<LlmCallEvent> Decide(LlmCall? state, DateTimeOffset now) => state switch
    {
        { Status: LlmCallStatus.Ended } => LlmCallRefusals.HasEnded,
        _ => [Block],
    };
}
