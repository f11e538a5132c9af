using System.Text;

namespace EventAgents.Pii.Tests.Document;

/// <summary>What stands in base64 is found; the finding is the whole encoded run.</summary>
public class EncodedRunsTests
{
    [Fact]
    public void A_value_in_base64_makes_the_run_a_finding()
    {
        var run = Base64("customer: ada@example.com, paid");
        Assert.Equal($"data:text/plain;base64,«EMAIL {run}»", Detect.Marked($"data:text/plain;base64,{run}"));
    }

    [Fact]
    public void Three_layers_are_opened()
    {
        var run = Base64(Base64(Base64("ssn 219-09-9998 of the customer")));
        Assert.Equal($"x «US_SSN {run}» y", Detect.Marked($"x {run} y"));
    }

    [Fact]
    public void Base64_in_the_url_alphabet_without_padding_is_read()
    {
        var run = Base64("{\"mail\":\"ada@example.com\",\"n\":\"??>>\"}").TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.Equal($"t=«EMAIL {run}»", Detect.Marked($"t={run}"));
    }

    [Theory]
    [InlineData("the quick brown fox jumps over it")]
    [InlineData("2025-01-31 in Paris")]
    public void An_encoded_text_without_personal_data_is_left_alone(string text)
    {
        var run = Base64(text);
        Assert.Equal(run, Detect.Marked(run));
    }

    [Fact]
    public void Nesting_costs_a_constant_factor()
    {
        var text = "ada@example.com " + new string('x', 1_000);
        for (var layer = 0; layer < 12; layer++) text = Base64(text);
        Assert.Empty(Detect.All(text));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
