using EventAgents.Events;

namespace EventAgents.Commands.Knowledge;

/// <summary>Something that agents and people can look up.</summary>
public sealed record KnowledgeArtifact(Guid Id, bool IsDeprecated = false) : IAggregate<KnowledgeArtifact, KnowledgeEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "knowledge_artifact";

    /// <summary>Nothing can be done to what is not there.</summary>
    public static Refusal NotFound { get; } = Refusal.NotFound("knowledge artifact");

    /// <inheritdoc/>
    public static KnowledgeArtifact? Evolve(KnowledgeArtifact? state, KnowledgeEvent happened) => (state, happened) switch
    {
        (null, KnowledgeArtifactIndexed e) => new KnowledgeArtifact(e.ArtifactId),
        ({ } artifact, KnowledgeArtifactUsed) => artifact,
        ({ } artifact, KnowledgeArtifactDeprecated) => artifact with { IsDeprecated = true },
        _ => throw IAggregate<KnowledgeArtifact, KnowledgeEvent>.CannotFollow(state, happened),
    };
}
