using System.Net;
using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Commands.Knowledge;
using EventAgents.Events;
using EventAgents.Host.Seeding;

namespace EventAgents.Host.Tests.Knowledge;

/// <summary>An organisation with as many artifacts as staging has, some of them hard to handle.</summary>
public sealed class KnowledgeFixture : HostFixture
{
    internal IReadOnlyList<KnowledgeArtifactIndexed> Artifacts { get; private set; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        KnowledgeArtifactIndexed Odd(string name, string path, string? alias) =>
            new(StreamIds.OfKnowledge(Ours.Id, path), name, path, "Has \"quotes\", commas\nand lines.", "odd", KnowledgeComplexity.High, ["a_b", "50%"], ["back\\slash"], alias);
        Artifacts =
        [
            .. KnowledgeSeed.Artifacts(Ours.Id, 1_130),
            Odd("=HYPERLINK(\"http://example.com\")", "odd/formula.md", "@SUM(A1)"),
            Odd("+1+1", "odd/plus.md", "-2"),
            Odd("ÄRGER mit Übergröße", "odd/umlaut.md", alias: null),
        ];
        var handler = Service<CommandHandler>();
        await Parallel.ForEachAsync(Artifacts, async (artifact, cancellation) => await handler.HandleAsync(new IndexKnowledgeArtifact(artifact), Caller.System(Ours.Id, "test"), cancellation: cancellation));
    }
}

public class KnowledgeTests(KnowledgeFixture host) : IClassFixture<KnowledgeFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("retries")]
    [InlineData("CHECKLIST review")]
    [InlineData("databases lock on-call")]
    [InlineData("a_b 50%")]
    [InlineData("back\\slash")]
    [InlineData("ärger übergröße")]
    [InlineData("\"quotes\",")]
    [InlineData("formula.mdhas")]
    [InlineData("nothing has this word")]
    public async Task A_search_finds_what_looking_at_every_artifact_finds(string q)
    {
        var words = q.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var expected = host.Artifacts.Where(a => words.All(word => Fields(a).Any(field => field.Contains(word, StringComparison.OrdinalIgnoreCase)))).Select(a => a.Path).Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await AllAsync($"q={Uri.EscapeDataString(q)}")).Select(item => item.GetProperty("path").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Filters_narrow_the_search()
    {
        var found = await AllAsync("domain=databases&complexity=low&tool=explain&q=checklist");
        var expected = host.Artifacts.Where(a => a.Domain == "databases" && a.Complexity == KnowledgeComplexity.Low && a.Tools.Contains("explain") && a.Name.Contains("checklist", StringComparison.Ordinal));
        Assert.Equal(expected.Count(), found.Count);
        Assert.NotEmpty(found);
        Assert.Empty(await AllAsync("deprecated=true&domain=databases"));
        await (await host.Ours.Member.GetAsync("/api/v1/knowledge?complexity=extreme", _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task Uses_are_counted_and_a_deprecated_artifact_says_so()
    {
        var handler = host.Service<CommandHandler>();
        var id = host.Artifacts.Single(a => a.Path == "odd/plus.md").ArtifactId;
        await handler.HandleAsync(new UseKnowledgeArtifact(id, 3), Caller.System(host.Ours.Id, "test"), cancellation: _cancellation);
        await handler.HandleAsync(new UseKnowledgeArtifact(id), Caller.System(host.Ours.Id, "test"), cancellation: _cancellation);
        await handler.HandleAsync(new DeprecateKnowledgeArtifact(id, "replaced"), Caller.System(host.Ours.Id, "test"), cancellation: _cancellation);
        var item = Assert.Single(await AllAsync("q=plus.md&deprecated=true"));
        Assert.Equal(4, item.GetProperty("usageCount").GetInt64());
        Assert.Equal(host.Clock.GetUtcNow(), item.GetProperty("lastUsedAt").GetDateTimeOffset(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_export_holds_every_artifact_and_no_cell_that_a_spreadsheet_would_run()
    {
        var answer = await host.Ours.Member.GetAsync("/api/v1/knowledge/export", _cancellation);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var rows = CsvReader.Read(await answer.Content.ReadAsStringAsync(_cancellation));
        Assert.Equal(["name", "path", "description", "domain", "complexity", "useCases", "tools", "deprecated", "alias", "usageCount", "lastUsedAt"], rows[0]);
        Assert.Equal(host.Artifacts.Select(a => a.Path).Order(StringComparer.Ordinal), rows.Skip(1).Select(row => row[1]));
        Assert.DoesNotContain(rows.SelectMany(row => row), cell => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@');
        var formula = rows.Single(row => row[1] == "odd/formula.md");
        Assert.Equal("'=HYPERLINK(\"http://example.com\")", formula[0]);
        Assert.Equal("Has \"quotes\", commas\nand lines.", formula[2]);
        Assert.Equal("'@SUM(A1)", formula[8]);
    }

    [Fact]
    public async Task Another_organisation_finds_nothing() =>
        Assert.Equal(0, (await (await host.Theirs.Member.GetAsync("/api/v1/knowledge", _cancellation)).ReadAsync()).GetProperty("items").GetArrayLength());

    private static IEnumerable<string> Fields(KnowledgeArtifactIndexed a) => [a.Name, a.Path, a.Description, a.Domain, .. a.UseCases, .. a.Tools, a.Alias ?? ""];

    private async Task<IReadOnlyList<JsonElement>> AllAsync(string query)
    {
        var items = new List<JsonElement>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var from = string.IsNullOrEmpty(cursor) ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await (await host.Ours.Member.GetAsync($"/api/v1/knowledge?limit=100&{query}{from}", _cancellation)).ReadAsync();
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("nextCursor").GetString();
        }
        return items;
    }
}
