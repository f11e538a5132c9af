using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

public class BinaryPartTests
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static readonly string Pdf = Convert.ToBase64String("%PDF-1.4 all in ASCII"u8);

    private static readonly string LongPdf = Convert.ToBase64String(Encoding.ASCII.GetBytes("%PDF-1.4 " + string.Concat(Enumerable.Repeat("in ASCII ", 40))));

    /// <summary>With characters in it that strict decoders refuse and lenient ones drop.</summary>
    private static string Sloppy(string base64) => base64.Insert(10, " !");

    /// <summary>With a blank and more strangers in it than prose has.</summary>
    private static string VerySloppy(string base64) => string.Join("! ", base64.Chunk(12).Select(part => new string(part)));

    public static TheoryData<string, string> Parts => new()
    {
        { "openai chat", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"{{{Png}}}"}}]}]}""" },
        { "openai chat", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":"\n{{{VerySloppy(Png)}}}"}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_image","image_url":"{{{Png}}}"}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_file","file_url":"{{{Pdf}}}"}]}]}""" },
        { "anthropic messages", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image","source":{"type":"url","url":"{{{Png}}}"}}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_file","file_data":"{{{VerySloppy(LongPdf)}}}"}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_file","file_data":"{{{VerySloppy("QUFB=" + LongPdf)}}}"}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_file","file_data":"data:application/pdf;base64,{{{VerySloppy(LongPdf)}}}"}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_file","file_data":"{{{VerySloppy(Convert.ToBase64String("a letter to a dear friend"u8))}}}"}]}]}""" },
        { "openai responses", """{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_file","file_data":"data:text/plain;base64,%51 %57 %52 %68 %49 %45 %78 %76"}]}]}""" },
        { "openai chat", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Png}}}"}}]}]}""" },
        { "openai chat", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"input_audio","input_audio":{"data":"{{{Png}}}","format":"wav"}}]}]}""" },
        { "openai chat", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"file","file":{"file_data":"data:application/pdf;base64,{{{Pdf}}}","filename":"a.pdf"}}]}]}""" },
        { "openai chat", """{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"data:image/svg+xml,%3Csvg%3E"}}]}]}""" },
        { "openai chat", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"DATA:image/png;base64,{{{Png}}}"}}]}]}""" },
        { "openai chat", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"\u0064ata:image/png;base64,{{{Png}}}"}}]}]}""" },
        { "openai chat", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":" data:image/png;base64,{{{Png}}}"}}]}]}""" },
        { "openai chat", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"\n\u0001 d\ta\nta:image/png;base64,{{{Png}}}"}}]}]}""" },
        { "openai chat", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"\u00a0data:image/png;base64,{{{Png}}}"}}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_image","image_url":"Data:image/png;base64,{{{Png}}}"}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_file","file_data":" DATA:application/pdf;base64,{{{Pdf}}}","filename":"a.pdf"}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_file","file_data":"{{{Sloppy(Pdf)}}}","filename":"a.pdf"}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_file","file_data":"{{{Sloppy(LongPdf)}}}","filename":"a.pdf"}]}]}""" },
        { "anthropic messages", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image","source":{"type":"url","url":" Data:image/png;base64,{{{Png}}}"}}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_image","image_url":"data:image/png;base64,{{{Png}}}"}]}]}""" },
        { "openai responses", $$$"""{"input":[{"role":"user","content":[{"type":"input_text","text":"see"},{"type":"input_file","file_data":"{{{Pdf}}}","filename":"a.pdf"}]}]}""" },
        { "anthropic messages", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{Png}}}"}}]}]}""" },
        { "anthropic messages", $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"source":{"data":"{{{Pdf}}}","media_type":"application/pdf","type":"base64"},"type":"document"}]}]}""" },
        { "anthropic messages", $$$"""{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"see"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{Png}}}"}}]}]}]}""" },
    };

    [Theory, MemberData(nameof(Parts))]
    public void What_cannot_be_scanned_is_blocked_by_default(string api, string body) =>
        Assert.Equal(RefusalReason.BinaryBlocked, Assert.IsType<Refusal>(new GuardFixture().TryMask(body, ApiOf(api))).Reason);

    [Theory, MemberData(nameof(Parts))]
    public void An_allowed_part_passes_byte_for_byte(string api, string body)
    {
        var policy = GuardPolicy.Default with { Images = BinaryAction.Allow, Audio = BinaryAction.Allow, Files = BinaryAction.Allow };
        Assert.Equal(body, GuardFixture.Text(Guard(policy).Mask(body, ApiOf(api)).Body));
    }

    [Theory, MemberData(nameof(Parts))]
    public void A_stripped_part_leaves_a_line_of_text_in_its_place(string api, string body)
    {
        var policy = GuardPolicy.Default with { Images = BinaryAction.Strip, Audio = BinaryAction.Strip, Files = BinaryAction.Strip };
        var sent = GuardFixture.Text(Guard(policy).Mask(body, ApiOf(api)).Body);
        var type = api == "openai responses" ? "input_text" : "text";
        Assert.Contains("\"see\"},{\"type\":\"" + type + "\",\"text\":\"[removed by policy]\"}]", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data:text/csv;base64,")]
    [InlineData("data:text/csv;Base64,")]
    [InlineData("data:text/csv;BASE64 ,")]
    [InlineData("")]
    public void A_text_file_is_decoded_scanned_and_encoded_again(string prefix)
    {
        var guard = new GuardFixture((EntityType.Person, "Ada \"A\" Lovelace"));
        var file = prefix + Convert.ToBase64String("id,name\n1,Ada \"A\" Lovelace\n"u8);
        var masked = guard.Mask($$$"""{"input":[{"role":"user","content":[{"type":"input_file","file_data":"{{{file}}}"}]}]}""", LlmApi.Responses);
        var sent = GuardFixture.Text(masked.Body);
        var start = sent.IndexOf("file_data\":\"", StringComparison.Ordinal) + "file_data\":\"".Length + prefix.Length;
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(sent[start..sent.IndexOf('"', start)]));
        Assert.Matches("^id,name\n1,PERSON_[0-9A-Z]{12}\n$", text);
    }

    [Theory]
    [InlineData("Dear colleagues, please write to Ada Lovelace at once, and tell her that we will meet on the bridge.")]
    [InlineData("id;name;mail\\n1;Ada Lovelace;-\\n")]
    [InlineData("by Ada Lovelace")]
    public void A_text_in_a_file_s_place_is_masked_as_text(string text)
    {
        var body = $$$"""{"input":[{"role":"user","content":[{"type":"input_file","file_data":"{{{text}}}"}]}]}""";
        var sent = GuardFixture.Text(new GuardFixture((EntityType.Person, "Ada Lovelace")).Mask(body, LlmApi.Responses).Body);
        Assert.Matches(@"\bPERSON_[0-9A-Z]{12}\b", sent);
        Assert.DoesNotContain("Lovelace", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data:text/csv;name=Ada Lovelace.csv;base64,YSxi")]
    [InlineData("data:text/csv;name=\\\"Ada Lovelace.csv\\\";base64,YSxi")]
    [InlineData("data:Ada Lovelace")]
    public void What_an_address_says_about_its_file_is_masked(string url)
    {
        var body = $$$"""{"input":[{"role":"user","content":[{"type":"input_file","file_data":"{{{url}}}"}]}]}""";
        var guard = new GuardFixture(GuardPolicy.Default with { Files = BinaryAction.Allow }, GuardFixture.Key, new SeededScanner((EntityType.Person, "Ada Lovelace")));
        var masked = guard.Mask(body, LlmApi.Responses);
        Assert.Equal(body.Replace("Ada Lovelace", Encoding.ASCII.GetString(Assert.Single(masked.Map.Entries).Token), StringComparison.Ordinal), GuardFixture.Text(masked.Body));
    }

    [Theory]
    [InlineData("""{"type":"input_image","image_url":"Ada Lovelace JVBERi0xLjQgYWxs"}""")]
    [InlineData("""{"type":"input_image","image_url":"data:image/png;base64,Ada Lovelace"}""")]
    [InlineData("""{"type":"input_image","image_url":"data:image/svg+xml,<svg><text>Ada Lovelace</text></svg>"}""")]
    [InlineData("""{"type":"input_file","file_data":"data:text/plain,by Ada Lovelace"}""")]
    [InlineData("""{"type":"input_file","file_data":"QUFB= Ada Lovelace =JVBERi0xLjQgYWxs"}""")]
    public void Text_around_an_allowed_file_is_masked(string part)
    {
        var policy = GuardPolicy.Default with { Files = BinaryAction.Allow, Images = BinaryAction.Allow };
        var body = $$$"""{"input":[{"role":"user","content":[{{{part}}}]}]}""";
        var masked = new GuardFixture(policy, GuardFixture.Key, new SeededScanner((EntityType.Person, "Ada Lovelace"))).Mask(body, LlmApi.Responses);
        Assert.Equal(body.Replace("Ada Lovelace", Encoding.ASCII.GetString(Assert.Single(masked.Map.Entries).Token), StringComparison.Ordinal), GuardFixture.Text(masked.Body));
    }

    [Theory]
    [InlineData("https://example.com/pictures/of/the/harbour/in/summer/0001.png")]
    [InlineData("HTTPS://example.com/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("file-AbCdEfGhIjKlMnOp")]
    public void An_address_is_no_picture(string url)
    {
        var body = $$$"""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"{{{url}}}"}}]}]}""";
        Assert.Equal(body, GuardFixture.Text(new GuardFixture().Mask(body, LlmApi.ChatCompletions).Body));
    }

    [Fact]
    public void An_address_within_an_address_within_an_address_is_read_once()
    {
        var url = string.Concat(Enumerable.Repeat("data:;base64,", 600_000));
        var body = $$$"""{"input":[{"role":"user","content":[{"type":"input_file","file_data":"{{{url}}}"}]}]}""";
        Assert.Equal(RefusalReason.BinaryBlocked, Assert.IsType<Refusal>(new GuardFixture().TryMask(body, LlmApi.Responses)).Reason);
    }

    private static LlmApi ApiOf(string name) => RequestTemplates.All[name].Api;

    private static GuardFixture Guard(GuardPolicy policy) => new(policy, GuardFixture.Key, new SeededScanner());
}
