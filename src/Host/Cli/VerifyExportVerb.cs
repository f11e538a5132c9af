using System.CommandLine;
using EventAgents.EventStore;
using EventAgents.Host.Seals;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents verify-export</c>: checks an audit export with nothing but files, so that whoever took it away needs no server.</summary>
internal static class VerifyExportVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The export" };
        var manifest = new Argument<string>("MANIFEST") { Description = "Its manifest, as GET /api/v1/audit/exports/{id} gave it" };
        var keys = new Option<string[]>("--key") { Description = "PEM file with a public key that is trusted", Required = true };
        var command = new Command("verify-export", "Check an audit export against its manifest and the seals in it, without a server") { file, manifest, keys };
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) is { } path && !File.Exists(path)) result.AddError($"{path}: there is no such file.");
        });
        command.SetAction(parsed => Check(parsed.GetValue(file)!, parsed.GetValue(manifest)!, parsed.GetValue(keys)!, parsed.InvocationConfiguration));
        return command;
    }

    private static int Check(string file, string manifest, string[] keyFiles, InvocationConfiguration console)
    {
        using var keys = new SealKeys(signing: null, [.. keyFiles.Select(path => SealKeyFiles.Read("--key", path))]);
        var report = ExportFile.Check(file, ExportManifest.Read(manifest), keys);
        if (report.Fault is { } fault)
        {
            console.Error.WriteLine(fault);
            return ExitCode.Failed;
        }
        console.Output.WriteLine($"{report.Rows} rows are as they were exported; {report.Sealed} of them come from sealed events, {report.Rows - report.Sealed} are younger than the last seal in the manifest.");
        return ExitCode.Done;
    }
}
