using System.CommandLine;
using System.IO.Compression;
using EventAgents.Host.Guard;
using EventAgents.Host.Settings;
using EventAgents.Pii;
using EventAgents.Pii.Tagger;
using EventAgents.Pii.Training;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents detect</c>: finds personal data in a text, in colour, or in a file of documents, as JSON lines.</summary>
internal static class DetectVerb
{
    public static Command Create()
    {
        var text = new Option<string?>("--text") { Description = "A text; its findings are shown in colour" };
        var input = new Option<string?>("--input") { Description = "Documents as JSON lines with id and text, plain or .gz" };
        var output = new Option<string?>("--output") { Description = "Where the findings go, as JSON lines; .gz is packed" };
        var policy = PolicyFile.Option();
        var command = new Command("detect", "Find personal data in a text or a file of documents") { text, input, output, policy };
        command.Validators.Add(result =>
        {
            var hasFiles = result.GetValue(input) is not null && result.GetValue(output) is not null;
            if (hasFiles == result.GetValue(text) is not null) result.AddError("Give either --text, or both --input and --output.");
        });
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var detector = PiiDetector.Create(SequenceTagger.Shipped);
            var given = PolicyFile.Read(parsed.GetValue(policy));
            var context = new DetectionContext { Policy = given.Detection, Passes = given.Passes };
            var console = parsed.InvocationConfiguration;
            return parsed.GetValue(text) is { } shown
                ? Show(detector, context, shown, console.Output)
                : Detect(detector, context, parsed.GetValue(input)!, parsed.GetValue(output)!, console, cancellation);
        }, cancellation));
        return command;
    }

    private static int Show(PiiDetector detector, DetectionContext context, string text, TextWriter output)
    {
        var findings = new List<Finding>();
        detector.Find(text, context, findings);
        var end = 0;
        foreach (var finding in findings)
        {
            output.Write(text.AsSpan(end, finding.Start - end));
            output.Write(Coloured(text.Substring(finding.Start, finding.Length), finding.CustomName ?? EntityTypes.ToWire(finding.Type)));
            end = finding.End;
        }
        output.WriteLine(text.AsSpan(end));
        foreach (var finding in findings)
        {
            var (type, source) = (finding.CustomName ?? EntityTypes.ToWire(finding.Type), finding.Source.ToString().ToLowerInvariant());
            output.WriteLine(string.Create(null, $"{finding.Start,6} {finding.Length,5}  {type,-16} {finding.Score:0.00}  {source}"));
        }
        return ExitCode.Done;
    }

    // Yellow, with the type in grey; plain where colours are not wanted (no-color.org) or not seen.
    private static string Coloured(string value, string type) =>
        Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            ? $"[{value} {type}]"
            : $"\u001b[33m{value}\u001b[90m {type}\u001b[0m";

    private static int Detect(
        PiiDetector detector, DetectionContext context, string input, string output, InvocationConfiguration console, CancellationToken cancellation)
    {
        if (!File.Exists(input)) throw new SettingsException([$"{input}: there is no such file."]);
        var line = new ProgressLine(console.Error, !Console.IsErrorRedirected);
        using var file = File.OpenRead(input);
        using var lines = new StreamReader(input.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        using var target = Create(output);
        var findings = new List<Finding>();
        var documents = 0;
        for (var number = 1; lines.ReadLine() is { } json; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (string.IsNullOrWhiteSpace(json)) continue;
            var document = LabelledFile.Parse(json, $"{Path.GetFileName(input)}:{number}");
            findings.Clear();
            detector.Find(document.Text, context, findings);
            FindingsFile.Write(target, document, findings);
            if (++documents % 256 == 0 && file.Position < file.Length) line.Show(input, (double)file.Position / file.Length, left: null);
        }
        line.Show($"{documents} documents", 1, left: null);
        return ExitCode.Done;
    }

    private static Stream Create(string path)
    {
        var file = File.Create(path);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Optimal) : file;
    }
}
