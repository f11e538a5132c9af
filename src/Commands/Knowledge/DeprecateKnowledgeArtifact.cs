using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Knowledge;

/// <summary>Says that an artifact should be used no longer; it is still found. Twice is once.</summary>
public sealed record DeprecateKnowledgeArtifact(Guid ArtifactId, string? Reason) : ICommand<DeprecateKnowledgeArtifact, KnowledgeArtifact, KnowledgeEvent>
{
    /// <inheritdoc/>
    public static IValidator<DeprecateKnowledgeArtifact> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => ArtifactId;

    /// <inheritdoc/>
    public Decision<KnowledgeEvent> Decide(KnowledgeArtifact? state, DateTimeOffset now) => state switch
    {
        null => KnowledgeArtifact.NotFound,
        { IsDeprecated: true } => [],
        _ => [new KnowledgeArtifactDeprecated(ArtifactId, Reason)],
    };

    private sealed class Rules : AbstractValidator<DeprecateKnowledgeArtifact>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
