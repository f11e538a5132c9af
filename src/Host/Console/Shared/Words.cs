using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventAgents.Host.WebConsole.Shared;

/// <summary>Names and numbers as people read them.</summary>
internal static class Words
{
    // The renderer encodes for HTML; a reader is to see the characters themselves.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Begins, string Reads)[] Abbreviations = [("llm_", "LLM "), ("api_", "API ")];

    /// <summary><c>in_progress</c> → in progress, <c>llm_call</c> → LLM call.</summary>
    public static string Of(string name)
    {
        foreach (var (begins, reads) in Abbreviations)
        {
            if (name.StartsWith(begins, StringComparison.Ordinal)) name = reads + name[begins.Length..];
        }
        return name.Replace('_', ' ');
    }

    /// <summary>The last characters of an id, since ids begin with their time and look alike there; the whole stands beside it or in a link.</summary>
    public static string Short(Guid id) => id.ToString()[^8..];

    /// <summary>The same of what may be an id; a name stays whole.</summary>
    public static string Short(string idOrName) => Guid.TryParse(idOrName, out var id) ? Short(id) : idOrName;

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double? milliseconds) => milliseconds switch
    {
        null => "–",
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        < 120_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000:0.0} min"),
    };

    public static string Usd(decimal? usd) => usd is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"${usd:0.00####}");

    /// <summary>What calls cost, and how many of them have no price: none of those is free.</summary>
    public static string Cost(decimal usd, long callsWithoutPrice)
    {
        var unknown = $"unknown for {Count(callsWithoutPrice)} {(callsWithoutPrice == 1 ? "call" : "calls")}";
        return (usd, callsWithoutPrice) switch
        {
            (_, 0) => Usd(usd),
            (0, _) => unknown,
            _ => $"{Usd(usd)}, {unknown}",
        };
    }

    public static string Json(JsonElement? json) => json is null ? "" : JsonSerializer.Serialize(json.Value, Indented);
}
