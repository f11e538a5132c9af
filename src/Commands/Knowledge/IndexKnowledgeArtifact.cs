using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Knowledge;

/// <summary>Lets an artifact be found. Its id is <see cref="StreamIds.OfKnowledge"/>, so that the same path again changes nothing.</summary>
public sealed record IndexKnowledgeArtifact(KnowledgeArtifactIndexed Artifact) : ICommand<IndexKnowledgeArtifact, KnowledgeArtifact, KnowledgeEvent>
{
    private const int MaxTextLength = 2_000;  // characters
    private const int MaxEntries = 20;

    /// <inheritdoc/>
    public static IValidator<IndexKnowledgeArtifact> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => Artifact.ArtifactId;

    /// <inheritdoc/>
    public Decision<KnowledgeEvent> Decide(KnowledgeArtifact? state, DateTimeOffset now) => state is null ? [Artifact] : [];

    private sealed class Rules : AbstractValidator<IndexKnowledgeArtifact>
    {
        public Rules()
        {
            RuleFor(c => c.Artifact.Name).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Artifact.Path).NotEmpty().MaximumLength(500);
            RuleFor(c => c.Artifact.Description).MaximumLength(MaxTextLength);
            RuleFor(c => c.Artifact.Domain).IsName();
            RuleFor(c => c.Artifact.Complexity).IsInEnum();
            RuleFor(c => c.Artifact.UseCases.Count).LessThanOrEqualTo(MaxEntries);
            RuleForEach(c => c.Artifact.UseCases).IsName();
            RuleFor(c => c.Artifact.Tools.Count).LessThanOrEqualTo(MaxEntries);
            RuleForEach(c => c.Artifact.Tools).IsName();
            RuleFor(c => c.Artifact.Alias).MaximumLength(SharedRules.MaxNameLength);
        }
    }
}
