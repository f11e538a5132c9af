using System.CommandLine;
using EventAgents.Pii.Training;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents train</c>: trains the tagger and writes the model with its manifest.</summary>
internal static class TrainVerb
{
    public static Command Create()
    {
        var data = DataFolder.Argument();
        var output = new Option<string>("--output")
        {
            Description = "File of the model; the manifest stands beside it",
            DefaultValueFactory = _ => "src/Pii/Tagger/Model/tagger.bin",
        };
        var learner = new Option<LearnerKind>("--learner")
        {
            Description = "Method; only the default one gives a model, the others are to compare with",
            DefaultValueFactory = _ => new TrainingOptions().Learner,
        };
        var withoutLists = new Option<bool>("--without-lists") { Description = "Train without word lists" };
        var shareAlike = new Option<bool>("--share-alike") { Description = "Learn from share-alike documents too; the model's licence follows them" };
        var prompts = new Option<string>("--prompts")
        {
            Description = "Folder of our own prompts to learn from",
            DefaultValueFactory = _ => "src/Pii/Training/Prompts",
        };
        var command = new Command("train", "Train the tagger on labelled documents") { data, output, prompts, learner, withoutLists, shareAlike };
        command.SetAction((parsed, cancellation) => Task.Run(() => Train(
            DataFolder.Find(parsed.GetValue(data)),
            parsed.GetValue(output)!,
            new TrainingOptions { Prompts = parsed.GetValue(prompts), Learner = parsed.GetValue(learner), WithLists = !parsed.GetValue(withoutLists), WithShareAlike = parsed.GetValue(shareAlike) },
            parsed.InvocationConfiguration,
            cancellation), cancellation));
        return command;
    }

    private static int Train(string folder, string output, TrainingOptions options, InvocationConfiguration console, CancellationToken cancellation)
    {
        var line = new ProgressLine(console.Error, !Console.IsErrorRedirected);
        var progress = new Progress(line);
        var result = new TaggerTrainer(options, progress).Train(folder, cancellation);

        console.Output.WriteLine(EvaluationTable.Render(result.Scores));
        console.Output.WriteLine($"epoch {result.Epoch}, objective {result.Objective:0.0000}");
        if (result.Model is not { } model)
        {
            console.Output.WriteLine($"{options.Learner} is there to be compared with: no model is written.");
            return ExitCode.Done;
        }
        using (var file = File.Create(output)) model.Save(file);
        using (var file = File.Create(Path.ChangeExtension(output, ".json"))) ModelManifest.Write(file, result, options, folder);
        console.Output.WriteLine($"{output}, SHA-256 {ModelManifest.Sha256(model)}");
        return ExitCode.Done;
    }

    // Shown in order, on the thread that trains: the framework's own would hop threads and mix lines.
    private sealed class Progress(ProgressLine line) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => line.Show(value.Stage, value.Done, value.Left);
    }
}
