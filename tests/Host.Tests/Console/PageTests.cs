using System.Text.Json;
using Microsoft.Playwright;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>What holds for each page of the console in a real browser: for everybody, at any width, in both themes, and whatever a text holds.</summary>
public sealed class PageTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private const int MaxPageBytes = 150_000;
    private const int NarrowWidth = 320;  // CSS pixels, WCAG 2.2 success criterion 1.4.10

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious_or_critical(ColorScheme theme)
    {
        var axe = ConsoleFixture.Axe();
        var page = await console.OpenAsync(console.Data?.Admin ?? "", new() { ColorScheme = theme });
        var faults = new List<string>();
        foreach (var path in await console.PagesAsync())
        {
            await page.GotoAsync(path);
            await page.EvaluateAsync("for (const closed of document.querySelectorAll('details')) closed.open = true");
            faults.AddRange(await FaultsAsync(page, axe, path));
        }
        var stranger = await console.OpenAsync(email: null, new() { ColorScheme = theme });
        foreach (var path in (string[])["/sign-in", "/sign-up"])
        {
            await stranger.GotoAsync(path);
            faults.AddRange(await FaultsAsync(stranger, axe, path));
        }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task No_page_is_wider_than_a_narrow_window()
    {
        var page = await console.OpenAsync(console.Data?.Admin ?? "", new() { ViewportSize = new() { Width = NarrowWidth, Height = 700 } });
        foreach (var path in await console.PagesAsync())
        {
            await page.GotoAsync(path);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= NarrowWidth, $"{path} is {width} pixels wide.");
        }
    }

    [Fact]
    public async Task A_page_weighs_little_and_asks_nobody_else_and_breaks_no_policy()
    {
        var page = await console.OpenAsync(console.Data?.Admin ?? "");
        var weight = 0;
        var faults = new List<string>();
        page.Console += (_, message) => faults.AddRange(message.Type is "error" && !message.Text.Contains("404", StringComparison.Ordinal) ? [message.Text] : []);
        page.PageError += (_, error) => faults.Add(error);
        page.Request += (_, request) => faults.AddRange(new Uri(request.Url) is { Scheme: not "data" } address && address.Authority != console.Host.Address.Authority ? [request.Url] : []);
        // The way that counts what crosses the wire for a first visit: every answer's body, the files that a browser keeps included.
        await page.RouteAsync("**/*", async route =>
        {
            var answer = await route.FetchAsync();
            weight += (await answer.BodyAsync()).Length;
            await route.FulfillAsync(new() { Response = answer });
        });
        foreach (var path in await console.PagesAsync())
        {
            weight = 0;
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.True(weight is > 1_000 and <= MaxPageBytes, $"{path} weighs {weight} bytes.");
        }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Nothing_moves_for_who_wants_it_so()
    {
        var page = await console.OpenAsync(console.Data?.Admin ?? "", new() { ReducedMotion = ReducedMotion.Reduce });
        Assert.Equal(0, await page.EvaluateAsync<int>(
            "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); return s.animationName !== 'none' || s.transitionDuration.split(',').some(d => parseFloat(d) > 0); }).length"));
    }

    [Fact]
    public async Task A_script_in_any_text_is_shown_as_text()
    {
        const string Payload = "\"'><img src=x onerror=window.hacked=1><script>window.hacked=1</script>";
        Assert.SkipWhen(console.Data is null, "Chromium is not installed (apt-get install chromium).");
        using var data = new ConsoleData(console.Host, $"Engines {Payload}");
        await data.MakeAsync(issues: 4, calls: 1);
        var paths = await PoisonAsync(data, Payload);

        var page = await console.OpenAsync(data.Admin);
        page.Dialog += (_, dialog) => _ = dialog.DismissAsync();
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"), path);
            Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('img[onerror], script:not([src])').length"));
            var shown = await page.EvaluateAsync<string>("document.querySelector('main').textContent + [...document.querySelectorAll('main input')].map(field => field.value).join(' ')");
            Assert.True(shown.Contains("<img src=x onerror", StringComparison.Ordinal), $"{path} does not show the text.");
        }
    }

    /// <summary>Puts a text wherever a caller may put one.</summary>
    /// <returns>The pages that show it.</returns>
    private async Task<IReadOnlyList<string>> PoisonAsync(ConsoleData data, string text)
    {
        var agentType = $"agent-{Guid.NewGuid():n}";
        var context = new { module = text, affectedFiles = new[] { text }, errorLogs = text, metadata = new { note = text } };
        var issue = await data.PostAsync("issues", new { type = "bug", title = text, description = text, externalId = text, agentType, model = text, context });
        var (issueId, job) = (issue.GetProperty("id").GetGuid(), issue.GetProperty("jobId").GetGuid());
        await data.PostAsync("jobs/claim", new { workerId = text, agentTypes = new[] { agentType }, max = 1 });
        await data.PostAsync($"jobs/{job}/logs", new { workerId = text, attempt = 1, lines = new[] { new { level = "info", message = text, data = new { note = text } } } });
        var artifact = await data.PostAsync($"jobs/{job}/artifacts", new
        {
            workerId = text,
            attempt = 1,
            type = "code_change",
            name = text,
            content = text,
            diffPatch = text,
            metadata = new { note = text },
        });
        await data.PostAsync($"jobs/{job}/artifacts", new { workerId = text, attempt = 1, type = "code_change", name = text, filePath = text });
        await data.PostAsync($"jobs/{job}/complete", new { workerId = text, attempt = 1, result = new { note = text } });
        await data.PostAsync("feedback", new { jobId = job, rating = 1, outcome = "made_worse", comment = text, tags = new[] { text[..40] } });
        var card = (await data.GetAsync("improvements")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("jobId").GetGuid() == job).GetProperty("id").GetGuid();
        await data.PostAsync($"improvements/{card}/move", new { to = "analysis", reason = text });
        await data.PostAsync($"improvements/{card}/analyze", new { result = text });
        await data.PostAsync($"improvements/{card}/dismiss", new { reason = text });
        var session = (await data.PostAsync("sessions", new { agentRole = text, taskId = text, metadata = new { note = text } })).GetProperty("id").GetGuid();
        await data.PutAsync($"sessions/{session}/events", new { @event = "activate", reason = text });
        await data.PostAsync("api-keys", new { name = text, roles = new[] { "member" } });
        await data.PutAsync("guard/budgets", new { agent = text, tokensPerDay = 1_000_000, reason = text });
        await data.PutAsync($"legal-holds/{issueId}", new { reason = text });
        await data.PutAsync("settings/retention", new { defaultDays = 400, reason = text });
        using (var installation = console.Host.Ours.WithKey(HostFixture.OperatorKey))
        {
            await (await installation.PutAsJsonAsync("/api/v1/feature-flags/partyMode", new { enabled = true, reason = text }, _cancellation)).ReadAsync();
        }
        await console.Host.Service<EventStore.ProjectionRuntime>().CatchUpAsync(_cancellation);
        var query = Uri.EscapeDataString(text);
        return
        [
            "/issues", $"/issues/{issueId}", $"/jobs/{job}", $"/jobs/{job}/logs", $"/jobs/{job}/artifacts/{artifact.GetProperty("id").GetGuid()}", "/sessions", $"/sessions/{session}",
            "/feedback", $"/improvements/{card}", $"/streams/{issueId}", $"/streams/{job}", "/events", "/guard", "/api-keys", $"/audit?q={query}", $"/issues?q={query}",
            "/legal-holds", "/retention", "/feature-flags",
        ];
    }

    private static async Task<IEnumerable<string>> FaultsAsync(IPage page, string axe, string path)
    {
        await page.EvaluateAsync(axe);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.map(v => [v.impact, v.id, v.nodes.map(n => n.target.join(' ') + ': ' + n.failureSummary).join('; ')])");
        return found.EnumerateArray().Where(one => one[0].GetString() is "serious" or "critical").Select(one => $"{path}: {one[1]} {one[2]}");
    }
}
