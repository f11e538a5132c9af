using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>A host in which something happens, and a Chromium that looks at it. Without Chromium the tests are skipped by name.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private static readonly string[] Chromiums = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    // Nothing that calls home, and a sandbox that also works for root in a container: the pages are our own.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly HostFixture _host = new Watched();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal HostFixture Host => _host;

    internal ConsoleData Data { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (ChromiumPath is not { } path) return;
        await _host.InitializeAsync();
        Data = new ConsoleData(_host, "Analytical Engines of Turin");
        await Data.MakeAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is null) return;
        await _browser.DisposeAsync();
        _playwright!.Dispose();
        Data.Dispose();
        await _host.DisposeAsync();
    }

    /// <summary>A window of its own with cookies of its own, signed in unless nobody is named.</summary>
    internal async Task<IPage> OpenAsync(string? email = null, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed (apt-get install chromium).");
        options ??= new();
        options.BaseURL = _host.Address.ToString();
        var page = await (await _browser.NewContextAsync(options)).NewPageAsync();
        page.SetDefaultTimeout(20_000);
        if (email is null) return page;
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(ConsoleClient.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        return page;
    }

    /// <summary>The source of axe-core; without it the test is skipped.</summary>
    internal static string Axe()
    {
        var path = Path.Combine(Folder(), "Node", "node_modules", "axe-core", "axe.min.js");
        Assert.SkipUnless(File.Exists(path), "axe-core is not installed (just console-checks).");
        return File.ReadAllText(path);
    }

    /// <summary>Every page that an admin can see, with something on it.</summary>
    internal async Task<IReadOnlyList<string>> PagesAsync()
    {
        var issue = await Data.GetAsync($"issues/{Data.Completed}");
        var job = issue.GetProperty("jobId").GetGuid();
        var artifact = (await Data.GetAsync($"jobs/{job}/artifacts")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var events = (await Data.GetAsync($"streams/{Data.Completed}/events")).GetProperty("items");
        return
        [
            "/", "/issues", $"/issues/{Data.Completed}", "/jobs", $"/jobs/{job}", $"/jobs/{job}/logs", $"/jobs/{job}/artifacts/{artifact}",
            "/sessions", $"/sessions/{await FirstAsync("sessions")}", "/feedback", "/improvements", $"/improvements/{await FirstAsync("improvements")}",
            "/llm-calls", $"/llm-calls/{await FirstAsync("llm-calls")}", "/events", $"/events/{events[1].GetProperty("id").GetGuid()}", $"/streams/{Data.Completed}?from=1&to=3",
            "/audit", "/audit?outcome=succeeded&q=issue", "/replays", $"/replays/{Data.Replay}", "/seals", "/retention", "/legal-holds",
            "/guard", "/users", "/api-keys", "/feature-flags", "/no-such-page",
        ];
    }

    private async Task<Guid> FirstAsync(string list) => (await Data.GetAsync(list)).GetProperty("items")[0].GetProperty("id").GetGuid();

    private static string? ChromiumPath => Chromiums.FirstOrDefault(File.Exists);

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    /// <summary>Every test signs in, at a clock that stands still; and there are limits to see.</summary>
    private sealed class Watched : HostFixture
    {
        protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
        {
            ["Auth:LoginTriesPerMinute"] = "1000",
            ["Thresholds:HookDurationP99Seconds"] = "0.020",
            ["Thresholds:AgentFailureRatio"] = "0.06",
            ["Thresholds:HookFailureRatio"] = "0.10",
            ["Thresholds:ErrorsPerHour"] = "20",
            ["Thresholds:LlmTokensPerDay"] = "1000",
        };
    }
}
