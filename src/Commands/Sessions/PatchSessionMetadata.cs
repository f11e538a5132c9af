using System.Text.Json;
using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Sessions;

/// <summary>Changes a live session's metadata by a JSON merge patch. It cannot touch the state; a patch that alters nothing is nothing.</summary>
public sealed record PatchSessionMetadata(Guid SessionId, JsonElement Patch, string? Reason) : ICommand<PatchSessionMetadata, Session, SessionEvent>
{
    /// <inheritdoc/>
    public static IValidator<PatchSessionMetadata> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => SessionId;

    /// <inheritdoc/>
    public Decision<SessionEvent> Decide(Session? state, DateTimeOffset now)
    {
        if (state is null) return SessionRefusals.NotFound;
        if (state.Status is SessionStatus.Completed or SessionStatus.Failed or SessionStatus.Expired) return Session.Lifecycle.Refuse(state.Status, "patch");

        var before = state.Metadata ?? NoMetadata;
        var merged = MergePatch.Apply(before, Patch);
        if (JsonElement.DeepEquals(before, merged)) return [];
        return SharedRules.BytesOf(merged) <= SharedRules.MaxJsonBytes ? [new SessionMetadataChanged(SessionId, merged, Reason)] : TooLarge;
    }

    private static JsonElement NoMetadata { get; } = JsonElement.Parse("{}");

    private static Refusal TooLarge { get; } = new(
        RefusalKind.Invalid, "metadata-too-large", "The metadata is too large",
        $"With the patch the metadata would be larger than {SharedRules.MaxJsonBytes} bytes.");

    private sealed class Rules : AbstractValidator<PatchSessionMetadata>
    {
        public Rules()
        {
            RuleFor(c => (JsonElement?)c.Patch).IsJsonObject().OverridePropertyName(nameof(Patch));
            RuleFor(c => c.Reason).IsReason();
        }
    }
}
