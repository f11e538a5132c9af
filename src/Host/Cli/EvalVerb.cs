using System.CommandLine;
using System.Globalization;
using EventAgents.Pii;
using EventAgents.Pii.Tagger;
using EventAgents.Pii.Training;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents eval</c>: scores the detector on every development set, per type, beside what it must beat.</summary>
internal static class EvalVerb
{
    public static Command Create()
    {
        var data = DataFolder.Argument();
        var sets = new Option<string[]>("--set") { Description = "A labelled file of your own; scored alone where no DATA is named" };
        var command = new Command("eval", "Score the detector on labelled documents") { data, sets };
        command.SetAction((parsed, _) => Task.Run(() =>
        {
            var own = parsed.GetValue(sets) ?? [];
            var folder = own.Length > 0 && parsed.GetValue(data) is null ? null : DataFolder.Find(parsed.GetValue(data));
            return Evaluate(folder, own, parsed.InvocationConfiguration);
        }));
        return command;
    }

    private static int Evaluate(string? folder, string[] own, InvocationConfiguration console)
    {
        var sets = new Dictionary<string, IReadOnlyList<LabelledDocument>>(StringComparer.Ordinal);
        if (folder is not null)
            foreach (var (name, documents) in TrainingData.Read(folder, prompts: null, withShareAlike: false).Development) sets[name] = documents;
        foreach (var file in own) sets[TrainingData.Name(file)] = [.. LabelledFile.Read(file)];

        var line = new ProgressLine(console.Error, !Console.IsErrorRedirected);
        var detector = PiiDetector.Create(SequenceTagger.Shipped);
        var evaluations = new List<Evaluation>();
        foreach (var (name, documents) in sets.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            line.Show(name, (double)evaluations.Count / sets.Count, left: null);
            evaluations.Add(EvaluationRun.Score(name, documents, (text, findings) => detector.Find(text, DetectionContext.None, findings)));
        }
        line.Show("scored", 1, left: null);
        console.Output.WriteLine(EvaluationTable.Render(evaluations));

        console.Output.WriteLine("PERSON F1, trimmed            tagger alone   word lists     capitals");
        foreach (var (set, tagger, lists, capitals) in EvaluationRun.ComparePersons(TaggerModel.LoadEmbedded(), sets))
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set,-28} {tagger,13:0.000} {lists,12:0.000} {capitals,12:0.000}"));
        return ExitCode.Done;
    }
}
