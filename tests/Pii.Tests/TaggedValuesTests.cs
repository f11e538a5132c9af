using EventAgents.Pii.Structure;

namespace EventAgents.Pii.Tests;

/// <summary>What the tagger finds of a number, an account's name, a password, a date of birth or an age becomes the whole value, or nothing.</summary>
public class TaggedValuesTests
{
    [Theory]
    [InlineData(EntityType.Code, "4711", "Ada Lovelace (ada@example.com) asks about XK/4711-b today", "XK/4711-b")]
    [InlineData(EntityType.Username, "lovelace", "write to ada@example.com, she is on as @ada_lovelace.", "@ada_lovelace")]
    [InlineData(EntityType.Password, "horse", "ada@example.com uses Corr3ct!horse#9, as ever", "Corr3ct!horse#9")]
    [InlineData(EntityType.Password, "horse", "for ada@example.com it is horse.", "horse")]
    [InlineData(EntityType.Code, "8837", "ada@example.com, 编号K-8837的订单已经发货", "K-8837")]
    [InlineData(EntityType.Password, "horse", "ada@example.com 就是Corr3ct!horse#9请登录。谢谢", "Corr3ct!horse#9")]
    public void A_value_is_found_whole(EntityType type, string tagged, string text, string value) =>
        Assert.Contains(Find(text, type, 0.7f, tagged), f => f.Type == type && text.Substring(f.Start, f.Length) == value);

    [Theory]
    [InlineData(0.9f, false)]
    [InlineData(0.96f, true)]
    public void A_number_alone_must_be_very_sure(float score, bool isFound) =>
        Assert.Equal(isFound, Find("pulled layer 88213 in 4 s", EntityType.Code, score, "88213").Count > 0);

    [Fact]
    public void A_date_that_a_recognizer_finds_is_a_birth_where_the_tagger_says_so() =>
        Assert.Equal("Ada, *«DATE_OF_BIRTH 10.12.1985», will come", Detect.Marked("Ada, *10.12.1985, will come", detector: Detector(EntityType.DateOfBirth, 0.9f, "1985")));

    [Theory]
    [InlineData("Lovelace, Ada Mary, joined at 36", true)]
    [InlineData("the engine of the mill at the river stopped at 36", false)]
    public void An_age_needs_a_person_near(string text, bool isFound)
    {
        List<Finding> findings = [new(text.Length - 2, 2, EntityType.Age, 0.9f, FindingSource.Tagger)];
        if (isFound) findings.Add(new(0, 18, EntityType.Person, 0.9f, FindingSource.Tagger));
        TaggedAges.Refine(findings, from: 0);
        Assert.Equal(isFound, findings.Exists(f => f.Type == EntityType.Age));
    }

    [Fact]
    public void What_one_saw_of_an_address_and_the_other_did_not_is_part_of_it()
    {
        List<Finding> findings = [new(10, 12, EntityType.Address, 0.7f, FindingSource.Context), new(4, 10, EntityType.Address, 0.9f, FindingSource.Tagger)];
        Overlaps.Resolve(findings);
        var address = Assert.Single(findings);
        Assert.Equal((4, 22, FindingSource.Context), (address.Start, address.End, address.Source));
    }

    [Fact]
    public void A_text_that_is_one_value_is_gone_through_once()
    {
        // Every second word is found, and each would grow over all of it.
        var text = "ada@example.com " + string.Concat(Enumerable.Repeat("ab-", 200_000)) + "ab";
        Assert.Contains(Detect.All(text, detector: PiiDetector.Create(new EverySecondWord())), f => f.Length > 500_000);
    }

    private static List<Finding> Find(string text, EntityType type, float score, string tagged) => Detect.All(text, detector: Detector(type, score, tagged));

    private static PiiDetector Detector(EntityType type, float score, string tagged) => PiiDetector.Create(Detect.Words(type, score, tagged));

    private sealed class EverySecondWord : ITagger
    {
        public void Tag(ReadOnlySpan<char> text, List<Finding> findings)
        {
            for (var i = text.IndexOf(' ') + 1; i < text.Length; i += 6) findings.Add(new Finding(i, 2, EntityType.Code, 0.9f, FindingSource.Tagger));
        }
    }
}
