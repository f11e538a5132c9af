using EventAgents.Events;

namespace EventAgents.Projections.Knowledge;

/// <summary>Which artifacts are wanted. Every member that is set must hold.</summary>
/// <param name="Q">Words, each of which stands somewhere in the artifact's entry, whatever its case.</param>
/// <param name="Domain">The field, to the letter.</param>
/// <param name="Complexity">How much somebody must know.</param>
/// <param name="Tool">A tool that it speaks of, to the letter.</param>
/// <param name="Deprecated">Whether it should be used no longer.</param>
public sealed record KnowledgeFilter(string? Q = null, string? Domain = null, KnowledgeComplexity? Complexity = null, string? Tool = null, bool? Deprecated = null);

/// <summary>An artifact's entry in the index.</summary>
public sealed record KnowledgeItem(
    Guid Id, string Name, string Path, string Description, string Domain, KnowledgeComplexity Complexity, IReadOnlyList<string> UseCases, IReadOnlyList<string> Tools,
    bool Deprecated, string? Alias, long UsageCount, DateTimeOffset? LastUsedAt);
