namespace EventAgents.Pii.Tests.Document;

/// <summary>Values that are written in disguise are found, and the finding covers all of the raw characters.</summary>
public class PlainTextTests
{
    [Theory]
    [InlineData("call +1\u00a0415\u00a0555\u00a00132 now", "call «PHONE +1\u00a0415\u00a0555\u00a00132» now")]
    [InlineData("card 4111\u200b111111111111", "card «CREDIT_CARD 4111\u200b111111111111»")]
    [InlineData("ｓｓｎ ２１９－０９－９９９８", "ｓｓｎ «US_SSN ２１９－０９－９９９８»")]
    [InlineData("هاتف ٠١٢٣٤٥٦٧٨٩", "هاتف «PHONE ٠١٢٣٤٥٦٧٨٩»")]
    [InlineData("ada\u00ad@example.com", "«EMAIL ada\u00ad@example.com»")]
    [InlineData("{\"a\":\"{\\\"mail\\\":\\\"ada\\u0040example.com\\\"}\"}", "{\"a\":\"{\\\"mail\\\":\\\"«EMAIL ada\\u0040example.com»\\\"}\"}")]
    [InlineData("GET /?to=ada%40example.com&x=1", "GET /?to=«EMAIL ada%40example.com»&x=1")]
    [InlineData("&lt;ada&#64;example.com&gt;", "&lt;«EMAIL ada&#64;example.com»&gt;")]
    [InlineData("𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏 is a card", "«CREDIT_CARD 𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏» is a card")]
    [InlineData("write to ada [at] example (dot) com please", "write to «EMAIL ada [at] example (dot) com» please")]
    [InlineData("ada(at)example.com", "«EMAIL ada(at)example.com»")]
    public void A_disguised_value_is_found(string text, string marked) => Assert.Equal(marked, Detect.Marked(text));

    [Theory]
    [InlineData("C:\\new\\table\\users.txt")]
    [InlineData("50% of &c. and 100%25")]
    [InlineData("look (at) this [at] 5 (dot)")]
    [InlineData("\\u0000\\u0001")]
    [InlineData("&#xffffffff; &#; &#x; %zz %4")]
    public void Text_with_odd_signs_and_nothing_personal_stays_clean(string text) => Assert.Equal(text, Detect.Marked(text));
}
