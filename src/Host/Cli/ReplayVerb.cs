using System.CommandLine;
using System.Text.Json;
using EventAgents.Host.Api;
using EventAgents.Host.Verification;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents replay --verify</c>: proves that the log is as it was sealed, and that the read models hold what it says.</summary>
internal static class ReplayVerb
{
    public static Command Create()
    {
        var verify = new Option<bool>("--verify") { Description = "Compare every row with what the log gives; nothing is changed", Required = true };
        var projection = ProjectionOption.Create("Compare this read model alone");
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON" };
        var command = new Command("replay", "Verify the seals of the log, replay it beside the read models and compare them row by row; 1 on any difference") { verify, projection, json };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(verify)) result.AddError("Say --verify: to make read models anew there is 'eventagents rebuild'.");
        });
        command.SetAction((parsed, _) => LocalStore.UseAsync(
            parsed.InvocationConfiguration,
            (log, settings, interrupted) => VerifyAsync(Proofs.Of(log, settings, parsed.GetValue(projection)), parsed.GetValue(json), parsed.InvocationConfiguration, interrupted)));
        return command;
    }

    private static async Task<int> VerifyAsync(IReadOnlyList<IProof> proofs, bool asJson, InvocationConfiguration console, CancellationToken interrupted)
    {
        var findings = new List<Finding>();
        foreach (var proof in proofs)
        {
            var progress = new TimedProgress(console.Error, proof.Name);
            var finding = await proof.RunAsync(progress, interrupted);
            progress.End();
            findings.Add(finding);
            if (!asJson) await console.Output.WriteLineAsync($"{(finding.Holds ? "ok  " : "FAIL")} {finding.Name}: {finding.Summary}");
        }

        var holds = findings.All(finding => finding.Holds);
        if (asJson) await console.Output.WriteLineAsync(JsonSerializer.Serialize(new { holds, findings }, ApiJson.Options));
        return holds ? ExitCode.Done : ExitCode.Failed;
    }
}
