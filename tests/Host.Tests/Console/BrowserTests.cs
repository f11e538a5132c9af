using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using EventAgents.Events;
using EventAgents.EventStore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>People at work in a real browser: as reviewer, as admin, with the keyboard alone, without scripts.</summary>
public sealed partial class BrowserTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reviewer_finds_an_issue_follows_it_compares_two_versions_and_takes_the_audit_away(bool hasScripts)
    {
        var page = await console.OpenAsync(console.Data?.Reviewer ?? "", new() { JavaScriptEnabled = hasScripts, AcceptDownloads = true });
        await page.GetByRole(AriaRole.Link, new() { Name = "Issues", Exact = true }).First.ClickAsync();
        await page.GetByLabel("Status").SelectOptionAsync("completed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(CompletedIssues());
        var issue = page.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link).First;
        var title = await issue.InnerTextAsync();
        await issue.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);

        var timeline = page.GetByRole(AriaRole.List, new() { Name = "What happened to the issue and its jobs" });
        foreach (var fact in (string[])["issue submitted", "job started", "artifact produced", "issue completed"]) await Expect(timeline.GetByText(fact, new() { Exact = true }).First).ToBeVisibleAsync();
        // The clock stood still meanwhile: the log knows what came first.
        var order = await timeline.InnerTextAsync();
        Assert.True(order.IndexOf("artifact produced", StringComparison.Ordinal) < order.IndexOf("issue completed", StringComparison.Ordinal));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change priority" })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Open the stream" }).ClickAsync();
        await page.GetByLabel("At version").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show state" }).ClickAsync();
        await Expect(page.Locator("#state ~ pre").First).ToContainTextAsync("\"status\": \"pending\"");
        await page.GetByLabel("From version").FillAsync("1");
        await page.GetByLabel("To version").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        var change = page.GetByRole(AriaRole.Table, new() { Name = "What changed from version 1 to 3" }).GetByRole(AriaRole.Row).Filter(new() { HasText = "/status" });
        await Expect(change).ToContainTextAsync("\"pending\"");
        await Expect(change).ToContainTextAsync("\"processing\"");

        await page.GetByRole(AriaRole.Table).First.GetByRole(AriaRole.Link, new() { Name = "issue queued" }).ClickAsync();
        await Expect(page.Locator(".tree")).ToContainTextAsync("job created");

        await page.GetByRole(AriaRole.Link, new() { Name = "Audit", Exact = true }).ClickAsync();
        await page.GetByLabel("Words").FillAsync("issue");
        await page.GetByLabel("From, UTC").FillAsync(DateTime.UtcNow.AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await page.GetByRole(AriaRole.Complementary, new() { Name = "Narrow down" }).GetByRole(AriaRole.Link, new() { Name = "issue completed" }).ClickAsync();
        var rows = page.GetByRole(AriaRole.Table, new() { Name = "Facts, newest first" }).Locator("tbody tr");
        var shown = await rows.CountAsync();
        Assert.True(shown > 0);
        Assert.Equal(shown, await rows.Filter(new() { HasText = "issue completed" }).CountAsync());
        var address = page.Url;
        Assert.Equal(shown, await SearchedAgainAsync(page, address));

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "JSON lines" }).ClickAsync());
        var bytes = await File.ReadAllBytesAsync((await download.PathAsync())!, _cancellation);
        Assert.Equal(shown, bytes.Count(b => b == (byte)'\n'));
        await IsRecordedAsync(bytes, shown);
    }

    [Fact]
    public async Task An_admin_submits_steers_and_sets_and_what_is_told_once_is_told_once()
    {
        var page = await console.OpenAsync(console.Data?.Admin ?? "");
        await page.GotoAsync("/issues");
        await page.GetByText("New issue").ClickAsync();
        await page.GetByLabel("Title").FillAsync("Stock is counted twice");
        await page.GetByLabel("Agent type").FillAsync($"agent-{Guid.NewGuid():n}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit issue" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Stock is counted twice" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("counted by hand");
        await page.Keyboard.PressAsync("Enter");  // in the field for the reason: nothing is cancelled by that
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Yes, cancel issue" })).ToBeHiddenAsync();
        await page.GetByText("Cancel issue", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, cancel issue" }).ClickAsync();
        await Expect(page.Locator(".timeline")).ToContainTextAsync("counted by hand");
        await Expect(page.GetByText("Cancel issue", new() { Exact = true })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "API keys" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("a key of the test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("roles");
        await Expect(page.GetByLabel("Name")).ToHaveValueAsync("a key of the test");
        await page.GetByLabel("member").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
        var key = await page.GetByRole(AriaRole.Status).Locator("pre").InnerTextAsync();
        using var keyed = console.Host.Ours.WithKey(key);
        await (await keyed.GetAsync("/api/v1/issues", _cancellation)).ReadAsync();
        await page.GotoAsync("/api-keys");
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByText("Revoke a key of the test", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, revoke a key of the test" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "a key of the test" })).ToContainTextAsync("revoked");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await keyed.GetAsync("/api/v1/issues", _cancellation)).StatusCode);

        await page.GetByRole(AriaRole.Link, new() { Name = "Guard", Exact = true }).ClickAsync();
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("Write to ada@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try" }).ClickAsync();
        await Expect(page.Locator("pre")).ToContainTextAsync("EMAIL_");
        await Expect(page.Locator("pre")).Not.ToContainTextAsync("ada@example.com");
        await page.GetByLabel("EMAIL", new() { Exact = true }).SelectOptionAsync("block");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace policy" }).ClickAsync();
        await Expect(page.GetByLabel("EMAIL", new() { Exact = true })).ToHaveValueAsync("block");
        Assert.Equal("block", (await console.Data!.GetAsync("guard/settings")).GetProperty("entities").GetProperty("EMAIL").GetString());
    }

    [Fact]
    public async Task Settings_that_somebody_else_changed_meanwhile_are_not_overwritten_unseen()
    {
        var page = await console.OpenAsync(console.Data?.Admin ?? "");
        await page.GotoAsync("/guard");
        await console.Data!.PutAsync("guard/policy", new { entities = new Dictionary<string, string> { ["PHONE"] = "block" }, reason = "meanwhile" });
        await page.GetByLabel("URL", new() { Exact = true }).SelectOptionAsync("redact");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace policy" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.GetByLabel("URL", new() { Exact = true })).ToHaveValueAsync("redact");
        Assert.Equal("block", (await console.Data.GetAsync("guard/settings")).GetProperty("entities").GetProperty("PHONE").GetString());
    }

    [Fact]
    public async Task Whoever_has_only_a_keyboard_signs_in_finds_an_issue_and_sees_where_the_focus_is()
    {
        var page = await console.OpenAsync();
        await page.GotoAsync("/sign-in");
        await TabToAsync(page, "E-mail");
        await page.Keyboard.TypeAsync(console.Data.Reviewer);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(ConsoleClient.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");

        await TabToAsync(page, "Skip to content");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.GotoAsync("/");
        await TabToAsync(page, "Issues");
        await PressEnterAsync(page, toHeading: "Issues");
        await TabToAsync(page, "Words");
        await page.Keyboard.TypeAsync("monday");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(WithWords());
        var title = await page.GetByRole(AriaRole.Rowheader).First.InnerTextAsync();
        await TabToAsync(page, title);
        await PressEnterAsync(page, toHeading: title);
        await TabToAsync(page, "Open the stream");
        await PressEnterAsync(page, toHeading: "Stream");
        await TabToAsync(page, "From version");
        await page.Keyboard.TypeAsync("1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Table).Last).ToContainTextAsync("/status");
    }

    [Fact]
    public async Task What_happens_appears_by_itself_until_the_reader_pauses_it()
    {
        var page = await console.OpenAsync(console.Data?.Admin ?? "");
        await page.GotoAsync("/issues");
        await console.Data!.PostAsync("issues", new { type = "task", title = "Appears by itself" });
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Appears by itself" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Updates live" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Updates paused" })).ToHaveAttributeAsync("aria-pressed", "true");
        await console.Data.PostAsync("issues", new { type = "task", title = "Stays away" });
        await page.WaitForTimeoutAsync(6_000);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Stays away" })).ToHaveCountAsync(0);
    }

    private static async Task PressEnterAsync(IPage page, string toHeading)
    {
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(toHeading);
    }

    /// <summary>Presses Tab until the focus is on what has this name, and looks at each stop whether the focus shows.</summary>
    private static async Task TabToAsync(IPage page, string name)
    {
        const string Focused = """
            () => {
              const here = document.activeElement, style = getComputedStyle(here);
              return [here.labels?.[0]?.innerText ?? here.innerText ?? '', style.outlineStyle, parseFloat(style.outlineWidth)];
            }
            """;
        for (var i = 0; i < 120; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = (await page.EvaluateAsync(Focused))!.Value;
            Assert.True(focused[1].GetString() != "none" && focused[2].GetDouble() >= 2, $"The focus on '{focused[0]}' cannot be seen.");
            if (focused[0].GetString()!.Trim() == name) return;
        }
        Assert.Fail($"No Tab leads to '{name}'.");
    }

    private static async Task<int> SearchedAgainAsync(IPage page, string address)
    {
        await page.GotoAsync("/");
        await page.GotoAsync(address);
        return await page.GetByRole(AriaRole.Table, new() { Name = "Facts, newest first" }).Locator("tbody tr").CountAsync();
    }

    /// <summary>The search and the export are facts of their own, and the manifest fits the bytes.</summary>
    private async Task IsRecordedAsync(byte[] bytes, int rows)
    {
        var store = console.Host.Service<IEventStore>();
        Task<List<T>> FactsAsync<T>(string type) => store.ReadAllAsync(new EventFilter { Types = [type] }, cancellation: _cancellation).Select(stored => stored.Data).OfType<T>().ToListAsync(_cancellation).AsTask();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Contains(await FactsAsync<AuditExported>("audit_exported"), export => export.Sha256 == hash && export.Rows == rows);
        Assert.Contains(await FactsAsync<AuditRead>("audit_read"), read => read.Filter.GetValueOrDefault("action") == "issue_completed" && read.Rows == rows && !JsonSerializer.Serialize(read).Contains("issue\"}", StringComparison.Ordinal));
    }

    [GeneratedRegex("/issues\\?.*status=completed")]
    private static partial Regex CompletedIssues();

    [GeneratedRegex("/issues\\?q=monday")]
    private static partial Regex WithWords();
}
