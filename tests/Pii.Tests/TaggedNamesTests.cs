namespace EventAgents.Pii.Tests;

/// <summary>The tagger's names are trimmed, and dropped where the text's form speaks against them.</summary>
public class TaggedNamesTests
{
    [Theory]
    [InlineData("Dr. Ada Lovelace", "Dr. Ada Lovelace called", "Dr. «PERSON Ada Lovelace» called")]
    [InlineData("Ada Lovelace · **Comms:** Alan", "by Ada Lovelace · **Comms:** Alan", "by «PERSON Ada Lovelace» · **Comms:** «PERSON Alan»")]
    [InlineData("Ada Lovelace · Alan Turing", "by Ada Lovelace · Alan Turing", "by «PERSON Ada Lovelace» · «PERSON Alan Turing»")]
    [InlineData("Ada Lovelace\", \"role", "\"x\", \"Ada Lovelace\", \"role\", 1", "\"x\", \"«PERSON Ada Lovelace»\", \"role\", 1")]
    [InlineData("Ada \"Countess\" Lovelace", "by Ada \"Countess\" Lovelace", "by «PERSON Ada \"Countess\" Lovelace»")]
    [InlineData("Ada Lovelace, \"Countess", "by Ada Lovelace, \"Countess of\"", "by «PERSON Ada Lovelace», \"«PERSON Countess» of\"")]
    [InlineData("Payroll", "Database=Payroll;Timeout=5", "Database=Payroll;Timeout=5")]
    [InlineData("Ridge", "the Ridge 7 engine of 2025", "the Ridge 7 engine of 2025")]
    [InlineData("elowen", "hey elowen, what is up", "hey «PERSON elowen», what is up")]
    [InlineData("校验和", "订单 校验和 版本", "订单 校验和 版本")]
    public void A_tagged_name_is_judged_by_the_form_of_the_text(string tagged, string text, string marked) =>
        Assert.Equal(marked, Detect.Marked(text, detector: PiiDetector.Create(Detect.Names(tagged))));
}
