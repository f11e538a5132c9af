using System.Security.Cryptography;
using System.Text.Json;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>What a model was made of and how well it does, as JSON beside the model.</summary>
public static class ModelManifest
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes the manifest of a trained model.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="result">The model with its scores.</param>
    /// <param name="options">What it was trained with.</param>
    /// <param name="folder">The data folder that it was trained on.</param>
    /// <exception cref="ArgumentException">There is no model.</exception>
    public static void Write(Stream stream, TrainingResult result, TrainingOptions options, string folder)
    {
        var model = result.Model ?? throw new ArgumentException("This method gives no model.", nameof(result));
        using var json = new Utf8JsonWriter(stream, Indented);
        json.WriteStartObject();
        json.WriteNumber("featureVersion", TaggerModel.FeatureVersion);
        json.WriteString("modelSha256", Sha256(model));
        json.WriteString("learner", options.Learner.ToString());
        json.WriteNumber("epoch", result.Epoch);
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("bias", options.Bias);
        json.WriteNumber("madeUp", options.MadeUp);
        json.WriteBoolean("wordLists", options.WithLists);
        json.WriteBoolean("shareAlike", options.WithShareAlike);
        json.WriteNumber("objective", Math.Round(result.Objective, 4));

        json.WriteStartObject("scores");
        foreach (var evaluation in result.Scores) WriteScores(json, evaluation);
        json.WriteEndObject();

        json.WriteStartObject("data");
        foreach (var part in options.WithShareAlike ? (string[])["lists", "sharealike", "train"] : ["lists", "train"])
            foreach (var file in Directory.GetFiles(Path.Combine(folder, part)).Order(StringComparer.Ordinal))
                json.WriteString($"{part}/{Path.GetFileName(file)}", Sha256(file));
        if (options.Prompts is { } prompts)
            foreach (var part in (string[])["dev", "train"])
                foreach (var file in TrainingData.PromptFiles(prompts, part))
                    json.WriteString($"prompts/{part}/{Path.GetFileName(file)}", Sha256(file));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The SHA-256 of a model's file, in lower-case hexadecimal digits.</summary>
    public static string Sha256(TaggerModel model)
    {
        using var bytes = new MemoryStream();
        model.Save(bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void WriteScores(Utf8JsonWriter json, Evaluation evaluation)
    {
        json.WriteStartObject(evaluation.Set);
        foreach (var (type, score) in evaluation.Types)
        {
            json.WriteStartObject(EntityTypes.ToWire(type));
            json.WriteNumber("spans", score.Trimmed.Expected);
            json.WriteNumber("strictF1", Math.Round(score.Strict.F1, 4));
            json.WriteNumber("trimmedF1", Math.Round(score.Trimmed.F1, 4));
            json.WriteEndObject();
        }
        json.WriteNumber("tokenF2", Math.Round(evaluation.Total.Tokens.F2, 4));
        json.WriteEndObject();
    }

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
