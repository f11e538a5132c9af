using EventAgents.Pii.Training;

namespace EventAgents.Pii.Tests.Training;

public class EvaluationTests
{
    private const string Text = "Dear Dr. Ada Lovelace's team in Turin, mail ada@example.org";

    [Fact]
    public void A_title_and_a_possessive_count_in_the_strict_score_alone()
    {
        var score = Score(Document("Ada Lovelace", EntityType.Person), Finding("Dr. Ada Lovelace's", EntityType.Person)).Types[EntityType.Person];

        Assert.Equal(0, score.Strict.F1);
        Assert.Equal(1, score.Trimmed.F1);
        Assert.Equal(1, score.Characters.Recall);
        Assert.True(score.Characters.Precision < 1);
    }

    [Fact]
    public void A_type_that_the_source_does_not_label_is_neither_right_nor_wrong()
    {
        var document = Document("Ada Lovelace", EntityType.Person) with { Source = "BTC-dev" };

        var evaluation = Score(document, Finding("Ada Lovelace", EntityType.Person), Finding("ada@example.org", EntityType.Email));

        Assert.Equal([EntityType.Person], evaluation.Types.Keys);
        Assert.Equal(1, evaluation.Total.Strict.F1);
    }

    [Fact]
    public void A_date_of_birth_is_a_date()
    {
        var evaluation = Score(Document("Turin", EntityType.DateTime), Finding("Turin", EntityType.DateOfBirth));

        Assert.Equal(1, evaluation.Types[EntityType.DateTime].Strict.F1);
    }

    [Theory]
    [InlineData("Ada Lovelace", EntityType.Person, 0)]
    [InlineData("Ada Lovelace", EntityType.Username, 0)]  // the wrong name, but it does not leave
    [InlineData("Ada Lovelace", EntityType.Organization, 1)]  // reported only
    [InlineData("Ada", EntityType.Person, 1)]
    public void A_leak_is_a_letter_that_would_have_left(string found, EntityType type, int leaked)
    {
        var evaluation = Score(Document("Dr. Ada Lovelace's", EntityType.Person), Finding(found, type));

        Assert.Equal((1, leaked), (evaluation.Maskable, evaluation.Leaked));
    }

    [Fact]
    public void A_clean_document_is_touched_by_what_is_masked_alone()
    {
        var evaluation = new Evaluation("own");
        var clean = new LabelledDocument("1", "own", Text, []);
        evaluation.Add(clean, [Finding("Turin", EntityType.Location)]);
        evaluation.Add(clean, [Finding("Turin", EntityType.Person)]);
        evaluation.Add(clean with { Source = "BTC-dev" }, [Finding("Turin", EntityType.Person)]);  // may not be clean

        Assert.Equal((2, 1), (evaluation.Clean, evaluation.CleanTouched));
    }

    [Fact]
    public void A_negative_is_wrong_when_its_type_is_found()
    {
        var evaluation = new Evaluation("cases");
        var negative = new LabelledDocument("1", "presidio-tests/x", Text, [], NegativeFor: EntityType.Email);
        evaluation.Add(negative, [Finding("ada@example.org", EntityType.Email)]);
        evaluation.Add(negative, [Finding("Turin", EntityType.Location)]);

        Assert.Equal((2, 1), (evaluation.Negatives, evaluation.NegativesWrong));
    }

    [Fact]
    public void Token_f2_weighs_recall_four_times()
    {
        var score = Score(Document("Ada Lovelace", EntityType.Person), Finding("Ada", EntityType.Person)).Types[EntityType.Person];

        Assert.Equal(5 * 1.0 / ((4 * 2) + 1), score.Tokens.F2, precision: 9);
    }

    private static Evaluation Score(LabelledDocument document, params Finding[] findings)
    {
        var evaluation = new Evaluation("set");
        evaluation.Add(document, findings);
        return evaluation;
    }

    private static LabelledDocument Document(string marked, EntityType type) =>
        new("1", "own", Text, [new(Text.IndexOf(marked, StringComparison.Ordinal), marked.Length, type)]);

    private static Finding Finding(string text, EntityType type) =>
        new(Text.IndexOf(text, StringComparison.Ordinal), text.Length, type, 1, FindingSource.Tagger);
}
