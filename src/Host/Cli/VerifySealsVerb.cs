using System.CommandLine;
using EventAgents.EventStore;
using EventAgents.Host.Hosting;
using EventAgents.Host.Seals;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents verify-seals</c>: goes through the whole log and names the first event that was altered, removed or added.</summary>
internal static class VerifySealsVerb
{
    public static Command Create()
    {
        var manifests = new Option<string[]>("--manifest") { Description = "Manifest of an audit export that was kept elsewhere; its seals must still be there as they were" };
        var command = new Command("verify-seals", "Verify the log against its seals; names the first altered, missing or added event") { manifests };
        command.SetAction((parsed, cancellation) => VerifyAsync(
            EffectiveSettings.Load(), [.. (parsed.GetValue(manifests) ?? []).Select(ExportManifest.Read)], parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> VerifyAsync(EffectiveSettings settings, ExportManifest[] exported, InvocationConfiguration console, CancellationToken cancellation)
    {
        await using var server = await StoreServer.OpenAsync(settings, console.Error.WriteLine, cancellation);
        await using var database = new LogDatabase(server.ConnectionString);
        var report = await SealVerification.RunAsync(settings, database.Pool, exported, new Progress(new ProgressLine(console.Error, !Console.IsErrorRedirected)), cancellation);
        console.Output.WriteLine($"{report.Seals} seals and {report.Events} events hold, up to position {report.SealedTo}; {report.Unsealed} events are too new for a seal.");
        if (report.Fault is null) return ExitCode.Done;
        console.Error.WriteLine(report.Fault);
        return ExitCode.Failed;
    }

    private sealed class Progress(ProgressLine line) : IProgress<SealProgress>
    {
        public void Report(SealProgress value) => line.Show("seals", (double)value.Position / value.Target, left: null);
    }
}
