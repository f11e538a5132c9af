using System.IO.Compression;
using System.Text.Json;

namespace EventAgents.Pii.Training;

/// <summary>
/// Reads labelled documents: one JSON object a line, plain or gzip'd, with <c>id, source, text, entities[{start, end, type, label}]</c> and optionally
/// <c>neg_for</c>. Offsets in the file count code points; here they are UTF-16 units.
/// </summary>
public static class LabelledFile
{
    /// <summary>All documents of a file, in its order.</summary>
    /// <exception cref="InvalidDataException">A line is not what the format says; the message names file and line.</exception>
    public static IEnumerable<LabelledDocument> Read(string path)
    {
        using var stream = Open(path);
        using var reader = new StreamReader(stream);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            yield return Parse(line, $"{Path.GetFileName(path)}:{number}");
        }
    }

    /// <summary>Opens a file for reading and unpacks it if its name ends in <c>.gz</c>.</summary>
    public static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>The document on one line.</summary>
    /// <param name="line">The JSON object.</param>
    /// <param name="place">What to call the line in an error's message.</param>
    /// <exception cref="InvalidDataException">The line is not what the format says.</exception>
    public static LabelledDocument Parse(string line, string place)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var text = root.GetProperty("text").GetString()!;
            var offsets = new CodePointOffsets(text);
            var spans = new List<LabelledSpan>();
            if (root.TryGetProperty("entities", out var entities))
                foreach (var entity in entities.EnumerateArray())
                {
                    var start = offsets.ToUtf16(entity.GetProperty("start").GetInt32());
                    var end = offsets.ToUtf16(entity.GetProperty("end").GetInt32());
                    if (end <= start) throw new InvalidDataException("an empty span");
                    var label = entity.TryGetProperty("label", out var value) ? value.GetString() ?? "" : "";
                    spans.Add(new(start, end - start, TypeOf(entity.GetProperty("type").GetString()!), label));
                }
            return new(
                root.TryGetProperty("id", out var id) ? id.GetString()! : place,
                root.TryGetProperty("source", out var source) ? source.GetString()! : "",
                text,
                spans,
                root.TryGetProperty("neg_for", out var negative) ? TypeOf(negative.GetString()!) : null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or InvalidDataException)
        {
            throw new InvalidDataException($"{place}: {e.Message}", e);
        }
    }

    private static EntityType? TypeOf(string name) => name == "OTHER" ? null : EntityTypes.FromWire(name);
}
