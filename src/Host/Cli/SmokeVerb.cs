using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EventAgents.Host.Seeding;
using EventAgents.Host.Settings;
using EventAgents.Host.Smoke;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents smoke</c>: is the host that runs here the one that it should be, and can it be used?</summary>
internal static class SmokeVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var host = new RunningHost.Options();
        var json = new Option<bool>("--json") { Description = "Print the results as JSON" };
        var command = new Command("smoke", "Check a running host: twelve checks in two seconds") { environment, json };
        host.AddTo(command);
        command.SetAction((parsed, _) =>
            SmokeAsync(EnvironmentOption.Load(parsed.GetValue(environment)), host.Read(parsed), parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> SmokeAsync(EffectiveSettings settings, RunningHost host, bool asJson, TextWriter output)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromSeconds(SmokeRun.PatienceSeconds) };
        var report = await SmokeRun.RunAsync(new SmokeTarget(settings, host, LoginOf(settings, host), AppContext.BaseDirectory, http));
        await output.WriteLineAsync(asJson ? JsonSerializer.Serialize(report, Json) : Text(report));
        return report.Ok ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The variables' login, else that of the test data.</summary>
    private static SeedLogin? LoginOf(EffectiveSettings settings, RunningHost host)
    {
        var (email, password) = (Environment.GetEnvironmentVariable(SmokeRun.EmailKey), Environment.GetEnvironmentVariable(SmokeRun.PasswordKey));
        return email is { Length: > 0 } && password is { Length: > 0 } ? new SeedLogin(email, password, host.ApiKey ?? "") : SeedLogin.Find(settings);
    }

    private static string Text(SmokeReport report)
    {
        var lines = report.Checks.Select(check => string.Create(CultureInfo.InvariantCulture, $"{(check.Ok ? "ok  " : "FAIL")}  {check.Name,-14} {check.Milliseconds,7:0} ms  {check.Detail}"));
        var failed = report.Checks.Count(check => !check.Ok);
        return string.Join(Environment.NewLine, lines) + Environment.NewLine
            + string.Create(CultureInfo.InvariantCulture, $"{report.Environment}: {report.Checks.Count - failed} of {report.Checks.Count} checks passed, in {report.Seconds:0.0} s.");
    }
}
