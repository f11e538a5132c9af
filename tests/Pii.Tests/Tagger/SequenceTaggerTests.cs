using System.Diagnostics;
using System.Text;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Tests.Tagger;

public class SequenceTaggerTests
{
    [Theory]
    [InlineData("Yesterday I spoke to Margaret Wilson about the invoice.", "Margaret Wilson")]
    [InlineData("{\"first_name\": \"Margaret\", \"amount\": 12}", "Margaret")]
    [InlineData("😂😂 Please ask Dr. Margaret Wilson, she knows.", "Margaret Wilson")]
    public void A_name_is_found_where_it_stands(string text, string name)
    {
        var finding = Assert.Single(Tag(text), f => f.Type == EntityType.Person);

        Assert.Equal(name, text.Substring(finding.Start, finding.Length));
        Assert.InRange(finding.Score, 0.5f, 1f);
    }

    [Fact]
    public void A_text_without_names_gives_none() =>
        Assert.DoesNotContain(Tag("for (var i = 0; i < count; i++) total += prices[i] * rate;"), f => f.Type == EntityType.Person);

    [Fact]
    public void Any_utf16_gives_sorted_findings_inside_the_text()
    {
        var random = new Random(7);
        for (var round = 0; round < 3_000; round++)
        {
            var text = RandomText(random);
            var end = 0;
            foreach (var finding in Tag(text))
            {
                Assert.True(finding.Start >= end && finding.Length > 0 && finding.End <= text.Length);
                end = finding.End;
            }
        }
    }

    [Fact]
    public void A_text_of_many_pages_gives_what_its_parts_give()
    {
        const string line = "Yesterday I spoke to Margaret Wilson about the invoice.\n";
        var text = new StringBuilder().Insert(0, line, 5_000).ToString();

        Assert.Equal(5_000, Tag(text).Count(f => f.Type == EntityType.Person && f.Start % line.Length == line.IndexOf("Margaret", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_line_of_many_pages_is_cut_between_sentences()
    {
        // The first page of 8,192 words would end between the names.
        const string sentence = "Yesterday I spoke to Margaret Wilson about the invoice. ";
        var text = new StringBuilder("One two three four five six. ").Insert(29, sentence, 1_000).ToString();

        Assert.Equal(1_000, Tag(text).Count(f => f.Type == EntityType.Person && text.Substring(f.Start, f.Length) == "Margaret Wilson"));
    }

    [Fact]
    public void What_was_tagged_before_changes_nothing()
    {
        const string text = "Yesterday I spoke to Margaret Wilson about the invoice.";
        var before = Tag(text);
        for (var i = 0; i < 20_000; i++) Tag($"word{i} Name{i}");

        Assert.Equal(before, Tag(text));
    }

    [Fact]
    public void Tagging_again_allocates_nothing()
    {
        var text = new StringBuilder().Insert(0, "plain words and Margaret Wilson. ", 200).ToString();
        var findings = new List<Finding>(1_000);
        SequenceTagger.Shipped.Tag(text, findings);
        findings.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        SequenceTagger.Shipped.Tag(text, findings);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200);
    }

    [Fact]
    public void The_shipped_model_is_small_and_loads_fast()
    {
        var bytes = new MemoryStream();
        TaggerModel.LoadEmbedded().Save(bytes);
        // The fastest of some loads: others may share the processor.
        var fastest = Enumerable.Range(0, 8).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            TaggerModel.LoadEmbedded();
            return watch.ElapsedMilliseconds;
        });

        Assert.InRange(bytes.Length, 1, 20_000_000);
        Assert.InRange(fastest, 0, 150);
    }

    private static List<Finding> Tag(string text)
    {
        var findings = new List<Finding>();
        SequenceTagger.Shipped.Tag(text, findings);
        return findings;
    }

    private static string RandomText(Random random)
    {
        string[] parts = ["Ada", "Lovelace", " ", "\n", ", ", ": ", "\"", "12", "\uD83D", "\uDE02", "😂", "\u0308", "陈", "김", "\0", "\uFFFF", "Straße", "ﬁ", "\u200B", "=", "."];
        return string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(4) == 0 ? ((char)random.Next(0x10000)).ToString() : parts[random.Next(parts.Length)]));
    }
}
