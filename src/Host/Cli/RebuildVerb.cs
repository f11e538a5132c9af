using System.CommandLine;
using System.Text.Json;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Hosting;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents rebuild</c>: makes read models anew from the log, beside the live ones, which are read until the last moment.</summary>
internal static class RebuildVerb
{
    public static Command Create()
    {
        var projection = ProjectionOption.Create("Rebuild this read model alone");
        var json = new Option<bool>("--json") { Description = "Print what was rebuilt as JSON" };
        var command = new Command("rebuild", "Make read models anew from the log, beside the live ones; hosts may go on working") { projection, json };
        command.SetAction((parsed, _) => LocalStore.UseAsync(
            parsed.InvocationConfiguration,
            (log, _, interrupted) => RebuildAsync(log, parsed.GetValue(projection), parsed.GetValue(json), parsed.InvocationConfiguration, interrupted)));
        return command;
    }

    private static async Task<int> RebuildAsync(EventLog log, string? projection, bool asJson, InvocationConfiguration console, CancellationToken interrupted)
    {
        var rebuilt = new List<object>();
        foreach (var name in projection is null ? log.Projections.Names : [projection])
        {
            var took = Stopwatch.StartNew();
            var progress = new TimedProgress(console.Error, name);
            await log.Projections.RebuildAsync(name, new Share(progress), interrupted);
            progress.End();
            var seconds = Math.Round(took.Elapsed.TotalSeconds, 2);
            rebuilt.Add(new { projection = name, seconds });
            if (!asJson) await console.Output.WriteLineAsync(FormattableString.Invariant($"{name}: rebuilt in {seconds} s"));
        }

        if (asJson) await console.Output.WriteLineAsync(JsonSerializer.Serialize(new { rebuilt }, ApiJson.Options));
        return ExitCode.Done;
    }

    private sealed class Share(IProgress<double> progress) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => progress.Report((double)value.Position / Math.Max(1, value.Target));
    }
}
