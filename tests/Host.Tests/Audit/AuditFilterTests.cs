using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Tests.Audit;

/// <summary>Whatever is searched for, what is found is what a look at every line of the whole export finds: each filter, and any of them together.</summary>
public sealed class AuditFilterTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const string Blanks = " \u3000";
    private static readonly string[] Actors = ["Åsa-Öberg", "山田太郎", "山本花子", "Ελένη", "100%_sure\\", "o'neil", "agent \"7\"", "ACTOR-a", "actor-B"];

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    private HttpClient Reviewer => host.Ours.ClientOf(Role.Reviewer);

    [Fact]
    public async Task Every_filter_alone_and_with_others_equals_the_same_filter_over_the_exported_whole()
    {
        await WorkAsync();
        var whole = await ExportedAsync("");
        var random = new Random(20_260_611);
        var filters = Enum.GetValues<Member>().SelectMany(only => Enumerable.Range(0, 4).Select(_ => Random(random, whole, only)))
            .Concat(Enumerable.Range(0, Scale.Of(2_000, 120)).Select(_ => Random(random, whole))).ToList();

        var (found, none) = (0, 0);
        foreach (var filter in filters)
        {
            var expected = whole.Where(row => Matches(row, filter)).Select(Position).ToList();
            if (expected.Count == 0) none++;
            else found++;
            var query = QueryOf(filter);
            Assert.True(expected.SequenceEqual((await ExportedAsync(query)).Select(Position).Where(known => known <= Position(whole[^1]))), $"export?{query}");
            Assert.True(Enumerable.Reverse(expected).SequenceEqual((await PagedAsync(query, limit: random.Next(1, 100))).Where(known => known <= Position(whole[^1]))), query);
        }

        Assert.True(found > filters.Count / 4 && none > filters.Count / 20, $"{found} filters found something and {none} nothing: one of both is hardly tried.");
    }

    [Fact]
    public async Task Facets_count_what_the_filter_lets_through()
    {
        await WorkAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(1));  // so that the fact of this export comes after everything that is counted
        var whole = await ExportedAsync("");
        var audit = host.Service<AuditQueries>();
        var random = new Random(20_260_612);
        for (var i = 0; i < Scale.Of(2_000, 100); i++)
        {
            var filter = Random(random, whole);
            var matching = whole.Where(row => Matches(row, filter)).ToList();
            var facets = await audit.CountAsync(host.Ours.Id, filter with { Until = filter.Until ?? At(whole[^1]).AddTicks(10) }, _cancellation);

            Assert.Equal(matching.Count, facets.Counted);
            Assert.Equal(Count(matching, Action), facets.Actions);
            Assert.Equal(Count(matching, Outcome), facets.Outcomes);
            Assert.Equal(Count(matching, ResourceType), facets.ResourceTypes);
            Assert.Equal(Count(matching, Actor), facets.Actors);
        }
    }

    private static List<AuditFacet> Count(List<JsonElement> rows, Func<JsonElement, string?> value) =>
        [.. rows.Select(value).OfType<string>().CountBy(one => one).OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => new AuditFacet(one.Key, one.Value))];

    /// <summary>Things done and refused by people whose ids are in many scripts, some of them at the very same instant.</summary>
    private async Task WorkAsync()
    {
        for (var i = 0; i < 6; i++)
        {
            var issue = await (await host.Ours.Member.PostAsJsonAsync("/api/v1/issues", new { type = "task", title = $"Task {i}" }, _cancellation)).ReadAsync(HttpStatusCode.Created);
            await host.Ours.Member.PostAsJsonAsync($"/api/v1/issues/{issue.GetProperty("id").GetString()}/cancel", new { }, _cancellation);
            await host.Ours.Member.PostAsJsonAsync($"/api/v1/issues/{issue.GetProperty("id").GetString()}/retry", new { }, _cancellation);
            host.Clock.Advance(TimeSpan.FromMilliseconds(i * 7));
        }

        var session = (await (await host.Ours.Admin.PostAsJsonAsync("/api/v1/sessions", new { agentRole = "coder" }, _cancellation)).ReadAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        await host.Ours.Member.PutAsJsonAsync($"/api/v1/sessions/{session}/events", new { @event = "complete" }, _cancellation);
        await Reviewer.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "x" }, _cancellation);
        foreach (var actor in Actors)
        {
            var stream = new StreamKey(host.Ours.Id, Guid.CreateVersion7());
            AccessEvent[] facts = [new AccessDenied("GET", "/api/v1/audit", "role"), new CommandRejected("cancel_issue", "invalid-transition", "issue", Guid.NewGuid())];
            await host.Service<IEventStore>().AppendAsync(
                new AppendRequest([new StreamAppend(stream, "access", 0, facts)], new EventMetadata { UserName = actor }), _cancellation);
        }

        await host.Service<ProjectionRuntime>().CatchUpAsync(_cancellation);
    }

    private enum Member
    {
        From,
        Until,
        Actor,
        Action,
        ResourceType,
        ResourceId,
        Outcome,
        Q,
    }

    /// <summary>A filter with one member or with some; mostly of values that some row has, so that times are exactly a row's.</summary>
    private static AuditFilter Random(Random random, List<JsonElement> whole, Member? only = null)
    {
        bool Has(Member member) => only is null ? random.Next(4) == 0 : only == member;
        JsonElement Row() => whole[random.Next(whole.Count)];
        T? Of<T>(Member member, Func<JsonElement, T?> value, T unknown) => !Has(member) ? default : random.Next(10) == 0 ? unknown : value(Row());
        DateTimeOffset? Near(Member member) => Has(member) ? At(Row()).AddTicks(10 * random.Next(-1, 2)) : null;  // PostgreSQL's clock has microseconds

        var words = Has(Member.Q) ? Enumerable.Range(0, random.Next(1, 4)).Select(_ => Part(random, Row())).ToList() : null;
        return new AuditFilter(
            Near(Member.From), Near(Member.Until), Of(Member.Actor, Actor, "nobody"), Of(Member.Action, Action, "no_such"), Of(Member.ResourceType, ResourceType, "no_such"),
            Has(Member.ResourceId) ? ResourceId(Row()) ?? Guid.NewGuid() : null, Of(Member.Outcome, Outcome, "no_such"),
            words is null ? null : string.Join(Blanks[random.Next(Blanks.Length)], words));
    }

    /// <summary>Some characters out of a searched text in any case, or the whole of it, or something that is nowhere.</summary>
    private static string Part(Random random, JsonElement row)
    {
        var texts = Searched(row).SelectMany(text => text.Split(' ')).Where(text => text.Length > 0).ToList();
        var text = texts[random.Next(texts.Count)];
        var start = random.Next(text.Length);
        var part = random.Next(5) == 0 ? text : text.Substring(start, random.Next(1, text.Length - start + 1));
        if (random.Next(12) == 0) part += "☃";
        return random.Next(3) switch { 0 => part.ToUpperInvariant(), 1 => part.ToLowerInvariant(), _ => part };
    }

    private static bool Matches(JsonElement row, AuditFilter filter) =>
        (filter.From is null || At(row) >= filter.From)
        && (filter.Until is null || At(row) < filter.Until)
        && (filter.Actor is null || Actor(row) == filter.Actor)
        && (filter.Action is null || Action(row) == filter.Action)
        && (filter.ResourceType is null || ResourceType(row) == filter.ResourceType)
        && (filter.ResourceId is null || ResourceId(row) == filter.ResourceId)
        && (filter.Outcome is null || Outcome(row) == filter.Outcome)
        && (filter.Q ?? "").Split([.. Blanks], StringSplitOptions.RemoveEmptyEntries).All(word => Searched(row).Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Searched(JsonElement row) =>
        new[] { Action(row), ResourceType(row), ResourceId(row)?.ToString(), Outcome(row), row.GetProperty("reason").GetString(), Actor(row) }.OfType<string>();

    private static string QueryOf(AuditFilter filter)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in new[]
        {
            ("from", Instant(filter.From)), ("until", Instant(filter.Until)), ("actor", filter.Actor), ("action", filter.Action), ("resourceType", filter.ResourceType),
            ("resourceId", filter.ResourceId?.ToString()), ("outcome", filter.Outcome), ("q", filter.Q),
        })
        {
            if (value is not null) query.Append(CultureInfo.InvariantCulture, $"&{name}={Uri.EscapeDataString(value)}");
        }

        return query.ToString();

        static string? Instant(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
    }

    private async Task<List<long>> PagedAsync(string query, int limit)
    {
        var positions = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await (await Reviewer.GetAsync($"/api/v1/audit?limit={limit}{query}{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}", _cancellation)).ReadAsync();
            var items = page.GetProperty("items").EnumerateArray().Select(Position).ToList();
            positions.AddRange(items);
            cursor = page.GetProperty("nextCursor").GetString();
            Assert.True(cursor is null || items.Count == limit);
        }

        return positions;
    }

    private async Task<List<JsonElement>> ExportedAsync(string query)
    {
        var text = await (await Reviewer.GetAsync($"/api/v1/audit/export?format=jsonl{query}", _cancellation)).Content.ReadAsStringAsync(_cancellation);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    private static long Position(JsonElement row) => row.GetProperty("position").GetInt64();

    private static DateTimeOffset At(JsonElement row) => row.GetProperty("occurredAt").GetDateTimeOffset();

    private static string? Actor(JsonElement row) => row.GetProperty("actor").GetProperty("id").GetString();

    private static string Action(JsonElement row) => row.GetProperty("action").GetString()!;

    private static string Outcome(JsonElement row) => row.GetProperty("outcome").GetString()!;

    private static string ResourceType(JsonElement row) => row.GetProperty("resource").GetProperty("type").GetString()!;

    private static Guid? ResourceId(JsonElement row) => row.GetProperty("resource").GetProperty("id").ValueKind == JsonValueKind.String ? row.GetProperty("resource").GetProperty("id").GetGuid() : null;
}
