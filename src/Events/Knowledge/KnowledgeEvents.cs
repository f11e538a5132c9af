namespace EventAgents.Events;

/// <summary>How much somebody must know to use an artifact.</summary>
public enum KnowledgeComplexity
{
    /// <summary>Anybody can follow it.</summary>
    Low,

    /// <summary>Needs the domain's basics.</summary>
    Medium,

    /// <summary>Needs experience in the domain.</summary>
    High,
}

/// <summary>What happened to something that agents and people can look up: a guide, a checklist, a template.</summary>
public abstract record KnowledgeEvent(Guid ArtifactId);

/// <summary>An artifact can be found from now on.</summary>
/// <param name="ArtifactId">Its id.</param>
/// <param name="Name">Its title.</param>
/// <param name="Path">Where it is; unique in its organisation.</param>
/// <param name="Description">What it says.</param>
/// <param name="Domain">The field that it belongs to.</param>
/// <param name="Complexity">How much somebody must know to use it.</param>
/// <param name="UseCases">What it is of use for.</param>
/// <param name="Tools">Tools that it speaks of.</param>
/// <param name="Alias">Another name that it is known by.</param>
public sealed record KnowledgeArtifactIndexed(
    Guid ArtifactId, string Name, string Path, string Description, string Domain, KnowledgeComplexity Complexity, IReadOnlyList<string> UseCases,
    IReadOnlyList<string> Tools, string? Alias) : KnowledgeEvent(ArtifactId);

/// <summary>An artifact was looked up.</summary>
public sealed record KnowledgeArtifactUsed(Guid ArtifactId, int Times) : KnowledgeEvent(ArtifactId);

/// <summary>An artifact should be used no longer.</summary>
public sealed record KnowledgeArtifactDeprecated(Guid ArtifactId, string? Reason) : KnowledgeEvent(ArtifactId);
