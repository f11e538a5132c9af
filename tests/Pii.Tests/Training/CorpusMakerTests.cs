using System.IO.Compression;
using EventAgents.Pii.Training;
using EventAgents.Pii.Training.Synthesis;

namespace EventAgents.Pii.Tests.Training;

/// <summary>Over word lists of a few made-up rows in the layout of the real ones.</summary>
public sealed class CorpusMakerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventagents-lists-");
    private readonly WordLists _lists;

    public CorpusMakerTests()
    {
        Write("person_names_by_locale_faker_mit", "locale\tkind\tname", "en_US\tfirst\tAda", "en_US\tlast\tByron", "de_DE\tfirst\tEmmy", "de_DE\tlast\tNoether", "ja_JP\tfirst\t紫", "ja_JP\tlast\t式部");
        Write("address_parts_by_locale_faker_mit", "locale\tkind\tvalue", "de_DE\tcities\tUlm", "de_DE\tstreet_names\tGarten");
        Write("first_names_us_census1990", "name\tsex\tfreq_pct\trank", "Grace\tF\t1\t1");
        Write("surnames_us_census1990", "name\tfreq_pct\trank", "Hopper\t1\t1");
        Write("cities_geonames_ccby", "name\tcountry\tsubcountry\tgeonameid", "Leeds\tUnited Kingdom\tEngland\t1");
        _lists = new WordLists(_folder.FullName);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_template_can_be_filled_and_spans_hold_their_values()
    {
        var documents = new CorpusMaker(_lists, seed: 1).Make(3_000).ToList();

        Assert.All(documents, document =>
        {
            var end = 0;
            foreach (var span in document.Spans)
            {
                Assert.True(span.Start >= end && span.Length > 0 && span.End <= document.Text.Length);
                Assert.Equal(document.Text.Substring(span.Start, span.Length).Trim(), document.Text.Substring(span.Start, span.Length));
                end = span.End;
            }
            Assert.DoesNotContain('‹', document.Text);
        });
        Assert.InRange(documents.Count(d => d.Spans.Count == 0), 300, 2_000);
        Assert.Contains(documents, d => d.Spans.Any(s => s.Type == EntityType.Address));
    }

    [Fact]
    public void The_same_seed_makes_the_same_texts() =>
        Assert.Equal(new CorpusMaker(_lists, seed: 2).Make(50).Select(d => d.Text), new CorpusMaker(_lists, seed: 2).Make(50).Select(d => d.Text));

    [Fact]
    public void A_renamed_document_keeps_its_sentence_and_its_labels()
    {
        var document = new LabelledDocument("1", "news", "Mr Blake met Blake's aunt.", [new(0, 8, EntityType.Person), new(13, 5, EntityType.Person)]);

        var renamed = Enumerable.Range(0, 50).SelectMany(seed => new Augmenter(_lists, (ulong)seed).Augment([document])).Where(d => d.Id.EndsWith("-renamed", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(renamed);
        Assert.All(renamed, d =>
        {
            Assert.Matches("^Mr .+ met .+'s aunt\\.$", d.Text);
            Assert.DoesNotContain("Blake", d.Text, StringComparison.Ordinal);
            Assert.StartsWith("Mr ", d.Text.AsSpan(d.Spans[0].Start, d.Spans[0].Length).ToString(), StringComparison.Ordinal);
        });
    }

    private void Write(string name, params string[] lines)
    {
        using var file = new GZipStream(File.Create(Path.Combine(_folder.FullName, name + ".tsv.gz")), CompressionLevel.Fastest);
        using var writer = new StreamWriter(file);
        foreach (var line in lines) writer.WriteLine(line);
    }
}
