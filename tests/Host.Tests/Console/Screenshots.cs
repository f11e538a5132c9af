using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>Makes the pictures in docs/images from what <see cref="ConsoleData"/> lets happen; runs when it is asked for: <c>just screenshots</c>.</summary>
public sealed class Screenshots(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private const int MaxBytes = 200_000;

    [Fact(Explicit = true)]
    public async Task They_show_the_main_pages_and_are_small()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder(), "..", "..", "..", "docs", "images")).FullName;
        foreach (var pictures in Pictures().GroupBy(picture => picture.Theme))
        {
            var page = await console.OpenAsync(console.Data?.Admin ?? "", new() { ViewportSize = new() { Width = 1_280, Height = 900 }, ColorScheme = pictures.Key });
            foreach (var (_, name, path) in pictures)
            {
                await page.GotoAsync(path);
                var file = Path.Combine(folder, $"{name}.png");
                await page.ScreenshotAsync(new() { Path = file });
                Assert.InRange(new FileInfo(file).Length, 1_000, MaxBytes);
            }
        }
    }

    private IEnumerable<(ColorScheme Theme, string Name, string Path)> Pictures() =>
    [
        (ColorScheme.Light, "overview", "/"),
        (ColorScheme.Dark, "overview-dark", "/"),
        (ColorScheme.Light, "issue", $"/issues/{console.Data?.Completed}"),
        (ColorScheme.Light, "stream", $"/streams/{console.Data?.Completed}?from=1&to=3#state"),
        (ColorScheme.Light, "audit", "/audit"),
        (ColorScheme.Light, "llm-calls", "/llm-calls"),
        (ColorScheme.Light, "replay", $"/replays/{console.Data?.Replay}"),
    ];

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
