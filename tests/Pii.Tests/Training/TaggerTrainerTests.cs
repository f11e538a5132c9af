using EventAgents.Pii.Tagger;
using EventAgents.Pii.Training;

namespace EventAgents.Pii.Tests.Training;

public class TaggerTrainerTests
{
    private static readonly string[] Names = ["Ada Byron", "Grace Hopper", "Mary Shelley", "Alan Kay", "Emmy Noether", "Kurt Weill", "Sofia Kern", "Otto Hahn"];
    private static readonly string[] Frames = ["Please call {0} today.", "name: {0}", "I met {0} in the office.", "The report was written by {0}.", "nothing to see here, {0} aside"];

    [Fact]
    public void The_same_data_and_seed_give_the_same_bytes() => Assert.Equal(Bytes(Train(LearnerKind.Network)), Bytes(Train(LearnerKind.Network)));

    [Theory]
    [InlineData(LearnerKind.Crf)]
    [InlineData(LearnerKind.Perceptron)]
    public void A_method_that_is_there_to_be_compared_with_has_no_model(LearnerKind learner) => Assert.Null(Train(learner).Model);

    [Theory]
    [InlineData(LearnerKind.Network)]
    [InlineData(LearnerKind.Crf)]
    [InlineData(LearnerKind.Perceptron)]
    public void What_was_learnt_holds_for_names_that_were_not_seen(LearnerKind learner)
    {
        const string text = "Please call Hannah Arendt today.";
        var findings = new List<Finding>();

        Train(learner).Tagger.Tag(text, findings);

        Assert.Equal("Hannah Arendt", text.Substring(findings[0].Start, findings[0].Length));
        Assert.Equal(EntityType.Person, Assert.Single(findings).Type);
    }

    [Theory]
    [InlineData(LearnerKind.Network)]
    [InlineData(LearnerKind.Crf)]
    [InlineData(LearnerKind.Perceptron)]
    public void A_type_that_a_source_does_not_label_is_not_unlearnt(LearnerKind learner)
    {
        // Dates are labelled in one source and unlabelled in another that has as many.
        var labelled = Enumerable.Range(1, 28).Select(day => Document($"d{day}", "own", $"due 2026-03-{day:00} at noon", $"2026-03-{day:00}", EntityType.DateTime));
        var unlabelled = Enumerable.Range(1, 28).Select(day => Document($"t{day}", "BTC", $"due 2026-04-{day:00} at noon, Ada", "Ada", EntityType.Person));
        var findings = new List<Finding>();

        Train(learner, [.. labelled, .. unlabelled]).Tagger.Tag("due 2026-04-17 at noon", findings);

        Assert.Contains(findings, f => f.Type == EntityType.DateTime);
    }

    private static TrainingResult Train(LearnerKind learner, LabelledDocument[]? documents = null)
    {
        documents ??= [.. from frame in Frames from name in Names select Document(frame + name, "own", string.Format(null, frame, name), name, EntityType.Person)];
        var options = new TrainingOptions { Learner = learner, MaxEpochs = 6, MinCount = 1, Rows = 1 << 14 };
        var development = new Dictionary<string, IReadOnlyList<LabelledDocument>> { ["own"] = documents };
        return new TaggerTrainer(options).Train(documents, development, Lexicon.None, TestContext.Current.CancellationToken);
    }

    private static LabelledDocument Document(string id, string source, string text, string marked, EntityType type) =>
        new(id, source, text, [new(text.IndexOf(marked, StringComparison.Ordinal), marked.Length, type)]);

    private static byte[] Bytes(TrainingResult result)
    {
        using var bytes = new MemoryStream();
        result.Model!.Save(bytes);
        return bytes.ToArray();
    }
}
