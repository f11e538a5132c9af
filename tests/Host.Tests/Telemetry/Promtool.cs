using System.Diagnostics;

namespace EventAgents.Host.Tests.Telemetry;

/// <summary>Prometheus' own programs. A test that wants them says so first and is skipped by name where they are missing.</summary>
internal static class Promtool
{
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public static void SkipUnlessInstalled()
    {
        if (Find("promtool") is null || Find("prometheus") is null) Assert.Skip("prometheus and promtool are not installed (apt-get install prometheus).");
    }

    /// <summary>Runs promtool and expects it to find nothing wrong.</summary>
    public static async Task ApprovesAsync(string? input, CancellationToken cancellation, params string[] arguments)
    {
        using var promtool = Process.Start(new ProcessStartInfo(Find("promtool")!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = promtool.StandardOutput.ReadToEndAsync(cancellation);
        var errors = promtool.StandardError.ReadToEndAsync(cancellation);
        if (input is not null) await promtool.StandardInput.WriteAsync(input);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync(cancellation);
        Assert.True(promtool.ExitCode == 0, $"promtool {string.Join(' ', arguments)}:\n{await output}\n{await errors}");
        Assert.Equal("", await errors);
    }
}
