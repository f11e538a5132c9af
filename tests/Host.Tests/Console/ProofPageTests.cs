using System.Net;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Tests.Api;
using Npgsql;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>The pages that prove and keep: replays, seals, retention and legal holds, as a browser without a script has them.</summary>
public sealed class ProofPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replay_names_the_row_that_was_changed_and_not_its_value_and_only_to_its_organisation()
    {
        var theirs = await Belongings.OfAsync(host.Theirs);
        await ExecuteAsync($"update read.job_summary set agent_type = 'forged-in-the-table' where job_id = '{theirs.IdOf("jobId")}'");
        using var reviewer = await BrowserOfAsync(host.Theirs, Role.Reviewer);
        var started = await reviewer.SendAsync("/replays", ("projection", "job_summary"));
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        var path = started.Headers.Location!.ToString();
        var page = await UntilAsync(reviewer, path, "Rows that differ");
        Assert.Contains(theirs.IdOf("jobId").ToString(), page, StringComparison.Ordinal);
        Assert.Contains("agent_type", page, StringComparison.Ordinal);
        Assert.DoesNotContain("forged-in-the-table", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{path}\"", await reviewer.ReadAsync("/replays"), StringComparison.Ordinal);

        using var others = await BrowserOfAsync(host.Ours, Role.Reviewer);
        await others.ReadAsync(path, HttpStatusCode.NotFound);
        Assert.DoesNotContain(path, await others.ReadAsync("/replays"), StringComparison.Ordinal);
        await host.Service<ProjectionRuntime>().RebuildAsync("job_summary", cancellation: _cancellation);
    }

    [Fact]
    public async Task A_replay_that_cannot_be_is_refused_and_what_was_typed_stays()
    {
        using var reviewer = await BrowserOfAsync(host.Ours, Role.Operator);
        var page = await ConsoleClient.TextOfAsync(
            await reviewer.SendAsync("/replays", ("projection", "job_summary"), ("fromPosition", "9"), ("toPosition", "3")), HttpStatusCode.BadRequest);
        Assert.Contains("not before fromPosition", page, StringComparison.Ordinal);
        Assert.Contains("value=\"9\"", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"job_summary\" selected", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_replays_has_each_once_newest_first_page_by_page()
    {
        var started = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            var answer = await host.Ours.Admin.PostAsJsonAsync("/api/v1/replays", new { projection = "feedback" }, _cancellation);
            started.Add((await answer.ReadSuccessAsync()).GetProperty("id").GetGuid());
        }
        var listed = new List<Guid>();
        for (string? cursor = null; ;)
        {
            var page = await (await host.Ours.Admin.GetAsync($"/api/v1/replays?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}", _cancellation)).ReadAsync();
            listed.AddRange(page.GetProperty("items").EnumerateArray().Where(one => one.GetProperty("projection").GetString() == "feedback").Select(one => one.GetProperty("id").GetGuid()));
            if ((cursor = page.GetProperty("nextCursor").GetString()) is null) break;
        }
        Assert.Equal(Enumerable.Reverse(started), listed);
    }

    [Fact]
    public async Task A_seal_that_was_altered_or_removed_is_named_on_the_page()
    {
        for (var i = 0; i < 3; i++)
        {
            await (await host.Ours.Admin.PostAsJsonAsync("/api/v1/issues", new { type = "bug", title = "It stops" }, _cancellation)).ReadSuccessAsync();
            await host.Service<Sealer>().SealAsync(all: true, _cancellation);
        }
        using var reviewer = await BrowserOfAsync(host.Ours, Role.Reviewer);
        Assert.Contains("all hold", await reviewer.ReadAsync("/seals"), StringComparison.Ordinal);

        await ExecuteAsync("alter table ops.seals disable trigger user; create table public.kept as table ops.seals; update ops.seals set sealed_at = sealed_at - interval '1 day' where number = 2");
        Assert.Contains("altered: the signature does not fit", await reviewer.ReadAsync("/seals"), StringComparison.Ordinal);
        await ExecuteAsync("delete from ops.seals where number = 2");
        Assert.Contains("seal 2 is missing or cannot be read", await reviewer.ReadAsync("/seals"), StringComparison.Ordinal);
        var newest = (await (await host.Ours.Admin.GetAsync("/api/v1/audit/seals?limit=1", _cancellation)).ReadAsync()).GetProperty("items")[0].GetProperty("number").GetInt32();
        Assert.Contains("seal 2 is missing or cannot be read", await reviewer.ReadAsync($"/seals?limit={newest - 2}"), StringComparison.Ordinal);  // where a page ends, too
        await ExecuteAsync("insert into ops.seals select * from public.kept where number = 2; drop table public.kept; alter table ops.seals enable trigger user");
        Assert.Contains("all hold", await reviewer.ReadAsync("/seals"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_is_changed_when_it_is_confirmed_and_a_wrong_number_is_named_at_its_field()
    {
        using var browser = await BrowserOfAsync(host.Theirs, Role.Operator);
        Assert.Contains("Nobody has changed the defaults", await browser.ReadAsync("/retention"), StringComparison.Ordinal);
        (string, string)[] wanted = [("defaultDays", "400"), ("classes/session", "200"), ("eventType", "llm_call_guarded"), ("eventDays", "500"), ("reason", "a new schedule")];
        var unconfirmed = await ConsoleClient.TextOfAsync(await browser.SendAsync("/retention", wanted), HttpStatusCode.BadRequest);
        Assert.Contains("Confirm that", unconfirmed, StringComparison.Ordinal);
        var tooShort = await ConsoleClient.TextOfAsync(await browser.SendAsync("/retention", ("defaultDays", "400"), ("classes/session", "1"), ("confirmed", "yes")), HttpStatusCode.BadRequest);
        Assert.Matches("id=\"f-classes/session-error\" class=\"error\">Retention is from 184", tooShort);

        Assert.Equal("/retention", (await browser.SendAsync("/retention", [.. wanted, ("confirmed", "yes")])).Headers.Location?.ToString());
        var settings = await (await host.Theirs.ClientOf(Role.Operator).GetAsync("/api/v1/settings/retention", _cancellation)).ReadAsync();
        Assert.Equal((400, 200, 500), (settings.GetProperty("defaultDays").GetInt32(), settings.GetProperty("streams").GetProperty("session").GetInt32(), settings.GetProperty("classes").GetProperty("llm_call_guarded").GetInt32()));
        Assert.Contains("a new schedule", await browser.ReadAsync("/retention"), StringComparison.Ordinal);
        using var reviewer = await BrowserOfAsync(host.Theirs, Role.Reviewer);
        Assert.DoesNotContain("Replace settings", await reviewer.ReadAsync("/retention"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_ended_is_archived_next_unless_it_is_held()
    {
        var (ended, open) = (await SessionAsync("activate", "complete"), await SessionAsync("activate"));
        using var admin = await BrowserOfAsync(host.Ours, Role.Admin);
        var page = await admin.ReadAsync("/retention");
        Assert.Contains(ended.ToString(), page, StringComparison.Ordinal);
        Assert.DoesNotContain(open.ToString(), page, StringComparison.Ordinal);
        var next = (await (await host.Ours.Admin.GetAsync("/api/v1/settings/retention/next", _cancellation)).ReadAsync()).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("streamId").GetGuid() == ended);
        Assert.Equal(184, (next.GetProperty("dueAt").GetDateTimeOffset() - next.GetProperty("endedAt").GetDateTimeOffset()).TotalDays);

        Assert.Equal("/legal-holds", (await admin.SendAsync("/legal-holds", ("do", "place"), ("streamId", $"{ended}"), ("placeReason", "case 7"))).Headers.Location?.ToString());
        Assert.DoesNotContain(ended.ToString(), await admin.ReadAsync("/retention"), StringComparison.Ordinal);
        using var reviewer = await BrowserOfAsync(host.Ours, Role.Reviewer);
        var held = await reviewer.ReadAsync("/legal-holds");
        Assert.Contains("case 7", held, StringComparison.Ordinal);
        Assert.DoesNotContain("Release for good", held, StringComparison.Ordinal);

        var silent = await admin.SendAsync("/legal-holds", ("do", "release"), ("released", $"{ended}"));
        Assert.Contains("released for a reason", await ConsoleClient.TextOfAsync(silent, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SendAsync("/legal-holds", ("do", "release"), ("released", $"{ended}"), ("releaseReason", "settled"))).StatusCode);
        Assert.Contains(ended.ToString(), await admin.ReadAsync("/retention"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_held_by_its_own_form_and_not_by_an_id_that_was_forgotten()
    {
        using var admin = await BrowserOfAsync(host.Theirs, Role.Admin);
        var forgotten = await admin.SendAsync("/legal-holds", ("do", "place"), ("streamId", ""), ("placeReason", "case 8"));
        Assert.Contains("Which stream?", await ConsoleClient.TextOfAsync(forgotten, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("Nothing is held.", await admin.ReadAsync("/legal-holds"), StringComparison.Ordinal);
        await admin.SendAsync("/legal-holds", ("do", "place-all"), ("allReason", "all of it"));
        Assert.Contains("all of it", await admin.ReadAsync("/legal-holds"), StringComparison.Ordinal);
        await admin.SendAsync("/legal-holds", ("do", "release"), ("released", ""), ("releaseReason", "settled"));
        Assert.Contains("Nothing is held.", await admin.ReadAsync("/legal-holds"), StringComparison.Ordinal);
    }

    private async Task<ConsoleClient> BrowserOfAsync(TestOrganisation organisation, Role role) => new(host.Address, await organisation.NewKeyAsync([role]));

    private async Task<string> UntilAsync(ConsoleClient browser, string path, string text)
    {
        while (true)
        {
            var page = await browser.ReadAsync(path);
            if (page.Contains(text, StringComparison.Ordinal)) return page;
            await Task.Delay(100, _cancellation);
        }
    }

    private async Task<Guid> SessionAsync(params string[] steps)
    {
        var session = (await (await host.Ours.Admin.PostAsJsonAsync("/api/v1/sessions", new { agentRole = "coder" }, _cancellation)).ReadSuccessAsync()).GetProperty("id").GetGuid();
        foreach (var step in steps) await (await host.Ours.Admin.PutAsJsonAsync($"/api/v1/sessions/{session}/events", new { @event = step }, _cancellation)).ReadAsync();
        return session;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = host.Service<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync(_cancellation);
    }
}
