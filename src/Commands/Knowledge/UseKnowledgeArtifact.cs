using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Knowledge;

/// <summary>Records that an artifact was looked up, once or several times.</summary>
public sealed record UseKnowledgeArtifact(Guid ArtifactId, int Times = 1) : ICommand<UseKnowledgeArtifact, KnowledgeArtifact, KnowledgeEvent>
{
    /// <inheritdoc/>
    public static IValidator<UseKnowledgeArtifact> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => ArtifactId;

    /// <inheritdoc/>
    public Decision<KnowledgeEvent> Decide(KnowledgeArtifact? state, DateTimeOffset now) =>
        state is null ? KnowledgeArtifact.NotFound : [new KnowledgeArtifactUsed(ArtifactId, Times)];

    private sealed class Rules : AbstractValidator<UseKnowledgeArtifact>
    {
        public Rules() => RuleFor(c => c.Times).InclusiveBetween(1, 1_000_000);
    }
}
