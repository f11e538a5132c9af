using System.Text;

namespace EventAgents.Host.Api;

/// <summary>Comma-separated values, RFC 4180.</summary>
internal static class Csv
{
    /// <summary>One row. A cell that a spreadsheet would run as a formula gets an apostrophe in front.</summary>
    public static byte[] Row(IEnumerable<string?> cells) => Encoding.UTF8.GetBytes(string.Join(',', cells.Select(Cell)) + "\r\n");

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
