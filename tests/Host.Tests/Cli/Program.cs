using System.Diagnostics;
using EventAgents.Host.Hosting;

namespace EventAgents.Host.Tests.Cli;

/// <summary>Runs the built program in a process of its own.</summary>
internal static class Program
{
    internal sealed record Finished(int ExitCode, string Output, string Errors);

    public static async Task<Finished> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Process.Start(StartInfo(arguments, environment))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Finished(process.ExitCode, await output, await errors);
    }

    public static ProcessStartInfo StartInfo(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ProductHost).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return start;
    }
}
