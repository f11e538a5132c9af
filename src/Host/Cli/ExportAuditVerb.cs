using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents export-audit</c>: takes a part of the audit log away as a file, with its manifest beside it.</summary>
internal static class ExportAuditVerb
{
    private const string ExportIdHeader = Endpoints.Audit.AuditEndpoints.ExportIdHeader;
    private const int BufferBytes = 64 * 1_024;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static Command Create()
    {
        var host = new RunningHost.Options();
        var from = new Option<string?>("--from") { Description = "Facts at this time or later: 2026-06-01T12:00:00Z" };
        var until = new Option<string?>("--until") { Description = "Facts before this time" };
        var format = new Option<string>("--format") { Description = "jsonl, csv or cloudevents", DefaultValueFactory = _ => "jsonl" };
        format.AcceptOnlyFromAmong("jsonl", "csv", "cloudevents");
        var output = new Option<string>("--output") { Description = "The file; its manifest goes to FILE.manifest.json", Required = true, HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print the manifest" };
        var command = new Command("export-audit", "Take a part of the audit log away as a file, with a manifest that proves it whole") { from, until, format, output, json };
        host.AddTo(command);
        command.SetAction((parsed, _) => UntilInterrupted.RunAsync(parsed.InvocationConfiguration, async interrupted =>
        {
            using var api = new ApiCalls(host.Read(parsed));
            var query = $"format={parsed.GetValue(format)}{Parameter("from", parsed.GetValue(from))}{Parameter("until", parsed.GetValue(until))}";
            return await ExportAsync(api, query, Path.GetFullPath(parsed.GetValue(output)!), parsed.GetValue(json), parsed.InvocationConfiguration, interrupted);
        }));
        return command;
    }

    private static string Parameter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    /// <summary>The file gets its name when it is whole, so a half one is never taken for an export.</summary>
    private static async Task<int> ExportAsync(ApiCalls api, string query, string path, bool asJson, InvocationConfiguration console, CancellationToken interrupted)
    {
        var part = path + ".part";
        try
        {
            var (exportId, sha256) = await DownloadAsync(api, query, part, new TimedProgress(console.Error, "export"), interrupted);
            var manifest = await api.GetJsonAsync($"audit/exports/{exportId}", interrupted);
            if (manifest.GetProperty("sha256").GetString() != sha256)
            {
                await console.Error.WriteLineAsync("The file is not what the manifest says; nothing was kept.");
                return ExitCode.Failed;
            }

            await File.WriteAllTextAsync($"{path}.manifest.json", JsonSerializer.Serialize(manifest, Readable) + "\n", interrupted);
            File.Move(part, path, overwrite: true);
            await console.Output.WriteLineAsync(asJson ? manifest.GetRawText() : $"{path}: {manifest.GetProperty("rows").GetInt64()} facts, SHA-256 {sha256}");
            return ExitCode.Done;
        }
        catch (HttpIOException)
        {
            await console.Error.WriteLineAsync("The transfer was cut; nothing was kept.");
            return ExitCode.Failed;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<(string ExportId, string Sha256)> DownloadAsync(ApiCalls api, string query, string part, TimedProgress progress, CancellationToken interrupted)
    {
        var newest = await api.GetJsonAsync("events?direction=backward&limit=1", interrupted);
        var shown = new ExportProgress(progress, newest.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("position").GetInt64()).FirstOrDefault());
        using var response = await api.GetAsync($"audit/export?{query}", "*/*", interrupted);
        await using var file = File.Create(part);
        await using var body = await response.Content.ReadAsStreamAsync(interrupted);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        while (await body.ReadAsync(buffer, interrupted) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), interrupted);
            shown.Take(buffer.AsSpan(0, read));
        }

        progress.End();
        return (response.Headers.GetValues(ExportIdHeader).Single(), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
