using System.Text.Json;
using EventAgents.Host.Cli;

namespace EventAgents.Host.Tests.Cli;

/// <summary>The verbs that find personal data, as a shell sees them.</summary>
public sealed class PiiVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventagents-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Detect_shows_what_a_text_gives_away()
    {
        var run = await Program.RunAsync(["detect", "--text", "Mail ada@example.org today."]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("[ada@example.org EMAIL]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detect_writes_a_line_per_document_with_offsets_in_code_points()
    {
        var (input, output) = (Path.Combine(_folder.FullName, "in.jsonl"), Path.Combine(_folder.FullName, "out.jsonl"));
        await File.WriteAllTextAsync(input, """
            {"id":"1","text":"😂 ada@example.org"}
            {"id":"2","text":"nothing"}
            """, TestContext.Current.CancellationToken);

        var run = await Program.RunAsync(["detect", "--input", input, "--output", output]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        var lines = await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken);
        var finding = JsonDocument.Parse(lines[0]).RootElement.GetProperty("findings")[0];
        Assert.Equal((2, 17, "EMAIL"), (finding.GetProperty("start").GetInt32(), finding.GetProperty("end").GetInt32(), finding.GetProperty("type").GetString()));
        Assert.Equal("""{"id":"2","findings":[]}""", lines[1]);
    }

    [Theory]
    [InlineData("detect")]
    [InlineData("detect", "--text", "x", "--input", "y", "--output", "z")]
    [InlineData("detect", "--input", "y")]
    public async Task Detect_takes_a_text_or_two_files(params string[] arguments)
    {
        var run = await Program.RunAsync(arguments);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--text", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_in_a_file_holds_for_detect_and_mask()
    {
        var policy = await PolicyAsync("""
            {"entities":{"ORCHARD_ID":"redact"},"detection":{"recognizers":[{"name":"ORCHARD_ID","pattern":"OR-[0-9]{8}"}],"allow":["help@example.com"],"deny":[{"value":"Falcon","type":"CODE"}]}}
            """);
        const string text = "Falcon tells help@example.com of OR-12345678.";

        var found = await Program.RunAsync(["detect", "--text", text, "--policy", policy]);
        Assert.Equal(ExitCode.Done, found.ExitCode);
        Assert.Contains("[Falcon CODE] tells help@example.com of [OR-12345678 ORCHARD_ID].", found.Output, StringComparison.Ordinal);

        var masked = await Program.RunAsync(["mask", "--text", text, "--policy", policy]);
        Assert.Equal(ExitCode.Done, masked.ExitCode);
        Assert.Matches("leaves: +CODE_[0-9A-Z]{12} tells help@example.com of ", masked.Output);
        Assert.DoesNotContain("OR-12345678", masked.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "no JSON")]
    [InlineData("{\"detections\":{}}", "no such member")]
    [InlineData("{\"entities\":{\"person\":\"mask\"}}", "CREDIT_CARD")]
    [InlineData("{\"detection\":{\"recognizers\":[{\"name\":\"A\",\"pattern\":\"(a)\\\\1\"}]}}", "/detection/recognizers/0: The pattern cannot be matched in linear time")]
    public async Task A_policy_that_cannot_hold_is_no_policy(string json, string reason)
    {
        var policy = await PolicyAsync(json);
        foreach (var verb in (string[])["detect", "mask"])
        {
            var run = await Program.RunAsync([verb, "--text", "ada@example.org", "--policy", policy]);
            Assert.Equal(ExitCode.Settings, run.ExitCode);
            Assert.Contains(reason, run.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("ada@example.org", run.Output, StringComparison.Ordinal);
        }
    }

    private async Task<string> PolicyAsync(string json)
    {
        var path = Path.Combine(_folder.FullName, "policy.json");
        await File.WriteAllTextAsync(path, json, TestContext.Current.CancellationToken);
        return path;
    }

    [Theory]
    [InlineData("train")]
    [InlineData("eval")]
    public async Task Without_labelled_documents_the_folder_is_named(string verb)
    {
        var run = await Program.RunAsync([verb], ("EVENTAGENTS_PII_DATA", _folder.FullName));

        Assert.Equal(ExitCode.Settings, run.ExitCode);
        Assert.Contains(_folder.FullName, run.Errors, StringComparison.Ordinal);
        Assert.Contains("EVENTAGENTS_PII_DATA", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_scores_a_file_of_ones_own()
    {
        var set = Path.Combine(_folder.FullName, "mine.jsonl");
        await File.WriteAllTextAsync(set, """
            {"id":"1","source":"mine","text":"Mail ada@example.org today.","entities":[{"start":5,"end":20,"type":"EMAIL"}]}
            """, TestContext.Current.CancellationToken);

        var run = await Program.RunAsync(["eval", "--set", set]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Matches(@"mine\s+EMAIL\s+1\s+1\.000", run.Output);
    }
}
