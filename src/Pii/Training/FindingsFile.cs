using System.Text.Json;

namespace EventAgents.Pii.Training;

/// <summary>
/// Writes findings as JSON lines: <c>{"id", "findings": [{"start", "end", "type", "score", "source"}]}</c>, offsets in code points as in the labelled files.
/// </summary>
public static class FindingsFile
{
    /// <summary>Writes the line of one document, with its line break. The text itself is not written.</summary>
    public static void Write(Stream stream, LabelledDocument document, IReadOnlyList<Finding> findings)
    {
        var offsets = new CodePointOffsets(document.Text);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("id", document.Id);
            json.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteNumber("start", offsets.FromUtf16(finding.Start));
                json.WriteNumber("end", offsets.FromUtf16(finding.End));
                json.WriteString("type", finding.CustomName ?? EntityTypes.ToWire(finding.Type));
                json.WriteNumber("score", Math.Round(finding.Score, 3));
                json.WriteString("source", finding.Source.ToString().ToLowerInvariant());
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }
}
