namespace EventAgents.Pii.Tests.Document;

/// <summary>A value that was found once is found everywhere in the document.</summary>
public class RepeatsTests
{
    private static readonly PiiDetector KnowsAda = PiiDetector.Create(Detect.Names("Ada Lovelace"));

    [Theory]
    [InlineData("Ada Lovelace wrote. Thanks, Ada!", "«PERSON Ada Lovelace» wrote. Thanks, «PERSON Ada»!")]
    [InlineData("Ada Lovelace, then Lovelace's notes", "«PERSON Ada Lovelace», then «PERSON Lovelace»'s notes")]
    [InlineData("Ada Lovelace = ADA LOVELACE = ada lovelace", "«PERSON Ada Lovelace» = «PERSON ADA LOVELACE» = «PERSON ada lovelace»")]
    [InlineData("Ada Lovelace\nand lovelace again", "«PERSON Ada Lovelace»\nand «PERSON lovelace» again")]
    [InlineData("Ada Lovelace has a lovelace Machine", "«PERSON Ada Lovelace» has a lovelace Machine")]
    [InlineData("Ada Lovelace is in the ada compiler", "«PERSON Ada Lovelace» is in the ada compiler")]
    [InlineData("Ada Lovelace: ada_lovelace_total", "«PERSON Ada Lovelace»: ada_lovelace_total")]
    public void A_name_is_found_again_in_other_case_and_in_parts(string text, string marked) =>
        Assert.Equal(marked, Detect.Marked(text, detector: KnowsAda));

    [Fact]
    public void A_password_is_found_again_where_nothing_announces_it() =>
        Assert.Equal("password: «PASSWORD Copper!Finch31» so echo «PASSWORD Copper!Finch31» | sudo",
            Detect.Marked("password: Copper!Finch31 so echo Copper!Finch31 | sudo"));

    [Fact]
    public void A_password_in_other_case_is_another_word() =>
        Assert.Equal("password: «PASSWORD Finch31x» and finch31X", Detect.Marked("password: Finch31x and finch31X"));

    [Fact]
    public void A_date_is_not_carried_on() =>
        Assert.Equal("born «DATE_OF_BIRTH 1990-05-03»; due «DATE_TIME 1990-05-03»", Detect.Marked("born 1990-05-03; due 1990-05-03"));

    [Fact]
    public void A_value_of_one_part_is_found_in_the_others()
    {
        List<Finding>[] findings = [[], [], []];
        KnowsAda.FindAll(["What did Lovelace write?", "From: Ada Lovelace, badge E-10442", "{\"note\":\"ask ada lovelace about E-10442\"}"],
            DetectionContext.None, findings);
        Assert.Equal([new Finding(9, 8, EntityType.Person, 0.8f, FindingSource.Repeated)], findings[0]);
        Assert.Contains(findings[2], finding => finding is { Start: 13, Length: 12, Type: EntityType.Person });
        Assert.Contains(findings[2], finding => finding is { Start: 32, Length: 7, Type: EntityType.Code });
    }

    [Fact]
    public void Carrying_on_a_second_time_changes_nothing()
    {
        string[] parts = ["Ada Lovelace", "hello Ada", "ada lovelace"];
        List<Finding>[] findings = [[], [], []];
        KnowsAda.FindAll(parts, DetectionContext.None, findings);
        var before = findings.Select(part => part.ToArray()).ToArray();
        PiiDetector.Propagate(parts, DetectionPolicy.Default, findings);
        Assert.Equal(before, findings.Select(part => part.ToArray()));
    }
}
