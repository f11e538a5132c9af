using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Guard;

/// <summary>Keeps that a call was masked and forwarded.</summary>
public sealed record RecordLlmCall(LlmCallGuarded Call) : ICommand<RecordLlmCall, LlmCall, LlmCallEvent>
{
    /// <inheritdoc/>
    public static IValidator<RecordLlmCall> Validator { get; } = new InlineValidator<RecordLlmCall>();

    /// <inheritdoc/>
    public Guid StreamId => Call.CallId;

    /// <inheritdoc/>
    public Decision<LlmCallEvent> Decide(LlmCall? state, DateTimeOffset now) => state is null ? [Call] : LlmCallRefusals.AlreadyRecorded;
}
