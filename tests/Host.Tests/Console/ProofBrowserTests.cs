using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>Proving and keeping in a real browser: with and without scripts, and with the keyboard alone.</summary>
public sealed class ProofBrowserTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private const int Patience = 60_000;  // milliseconds, on a busy machine

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reviewer_replays_a_read_model_and_goes_from_a_row_that_differs_to_its_stream(bool hasScripts)
    {
        var page = await console.OpenAsync(console.Data?.Reviewer ?? "", new() { JavaScriptEnabled = hasScripts });
        await page.GetByRole(AriaRole.Link, new() { Name = "Replays", Exact = true }).ClickAsync();
        await page.GetByLabel("Read model").SelectOptionAsync("issue_summary");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start replay" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Replay of issue summary");
        for (var looks = 0; !await page.GetByText("Every row is what the log says.").IsVisibleAsync(); looks++)
        {
            Assert.True(looks < 300, "The replay does not end.");
            await Task.Delay(200, _cancellation);
            if (!hasScripts) await page.ReloadAsync();
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "All replays" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "session summary" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Row).Filter(new() { HasText = "agent_role" });
        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Stream");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the session" }).ClickAsync();
        await Expect(page.GetByText("task-1", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task How_far_a_replay_is_and_what_it_found_appear_by_themselves()
    {
        var page = await console.OpenAsync(console.Data?.Admin ?? "");
        await using (await HoldRebuildLockAsync("feedback"))
        {
            await page.GotoAsync("/replays");
            await page.GetByLabel("Read model").SelectOptionAsync("feedback");
            await page.GetByRole(AriaRole.Button, new() { Name = "Start replay" }).ClickAsync();
            await Expect(page.GetByText("It goes on by itself")).ToBeVisibleAsync();
        }
        await Expect(page.GetByText("Every row is what the log says.")).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_admin_holds_a_stream_from_its_page_and_releases_it_in_two_steps(bool hasScripts)
    {
        var reason = $"case {(hasScripts ? 7 : 8)}";
        var page = await console.OpenAsync(console.Data?.Admin ?? "", new() { JavaScriptEnabled = hasScripts });
        var issue = (await console.Data!.PostAsync("issues", new { type = "task", title = reason })).GetProperty("id").GetString();
        await page.GotoAsync($"/streams/{issue}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Place a legal hold" }).ClickAsync();
        await Expect(page.GetByLabel("Stream id")).ToHaveValueAsync(issue!);
        await page.Locator("#place-placeReason").FillAsync(reason);
        await page.GetByRole(AriaRole.Button, new() { Name = "Hold stream" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = reason });
        await Expect(row).ToContainTextAsync("you");

        await Expect(row.GetByRole(AriaRole.Button)).ToBeHiddenAsync();
        await row.Locator("summary").ClickAsync();
        await row.GetByLabel("Why it is over").FillAsync("settled");
        await row.GetByRole(AriaRole.Button, new() { Name = "Release for good" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "disputes the invoice" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Retention_and_flags_are_changed_with_the_keyboard_alone()
    {
        var page = await console.OpenAsync(console.Data?.Admin ?? "");
        await page.GotoAsync("/retention");
        await page.GetByLabel("issue", new() { Exact = true }).FocusAsync();
        await page.Keyboard.TypeAsync("730");
        await page.GetByLabel("What ended longer ago").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Kept open after the end" }).GetByRole(AriaRole.Row).Filter(new() { HasText = "issue" })).ToContainTextAsync("730");

        await page.GotoAsync("/feature-flags");
        await page.GetByLabel("Flag", new() { Exact = true }).FocusAsync();
        await page.Keyboard.TypeAsync("sidecar");
        await page.GetByLabel("Operator key").FocusAsync();
        await page.Keyboard.TypeAsync(HostFixture.OperatorKey);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "sidecarMemory" })).ToContainTextAsync("the operator");
        await Expect(page.GetByLabel("Operator key")).ToHaveValueAsync("");
    }

    /// <summary>No replay of this read model begins until this is let go.</summary>
    private async Task<IAsyncDisposable> HoldRebuildLockAsync(string projection)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(console.Host.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(_cancellation);
        await using var hold = new NpgsqlCommand($"select pg_advisory_lock(hashtextextended('eventagents rebuild {projection}', 0))", connection);
        await hold.ExecuteNonQueryAsync(_cancellation);
        return connection;
    }
}
