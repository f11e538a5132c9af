using EventAgents.Commands.Knowledge;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Knowledge;

public class KnowledgeTests
{
    private static readonly Guid Id = StreamIds.OfKnowledge("tenant", "knowledge/a.md");
    private static readonly KnowledgeArtifactIndexed Indexed = new(Id, "A", "knowledge/a.md", "Says a.", "reliability", KnowledgeComplexity.Low, ["review"], ["search"], Alias: null);
    private static readonly KnowledgeArtifactDeprecated Deprecated = new(Id, "replaced");

    [Fact]
    public void An_artifact_is_indexed_once()
    {
        Given().When(new IndexKnowledgeArtifact(Indexed)).Then(Indexed);
        Given(Indexed).When(new IndexKnowledgeArtifact(Indexed)).Then();
    }

    [Fact]
    public void Every_use_counts() => Given(Indexed, Deprecated).When(new UseKnowledgeArtifact(Id, 3)).Then(new KnowledgeArtifactUsed(Id, 3));

    [Fact]
    public void Deprecating_twice_is_once()
    {
        Given(Indexed).When(new DeprecateKnowledgeArtifact(Id, "replaced")).Then(Deprecated);
        Given(Indexed, Deprecated).When(new DeprecateKnowledgeArtifact(Id, "again")).Then();
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        Given().When(new UseKnowledgeArtifact(Id)).ThenRefused("not-found");
        Given().When(new DeprecateKnowledgeArtifact(Id, Reason: null)).ThenRefused("not-found");
    }

    private static Spec<KnowledgeArtifact, KnowledgeEvent> Given(params KnowledgeEvent[] happened) => new(happened);
}
