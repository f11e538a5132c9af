namespace EventAgents.Host.WebConsole.Shared;

/// <summary>Instants as forms of the console hold them: without an offset, and UTC is meant.</summary>
internal static class LocalInstants
{
    /// <summary>A form's text as the API takes it.</summary>
    public static string? ToUtc(string? text) =>
        string.IsNullOrEmpty(text) || text.Length <= "2026-06-01".Length || text.EndsWith('Z') || text.AsSpan(11).ContainsAny('+', '-', ' ') ? text : text + "Z";

    /// <summary>An instant as a form's field shows it.</summary>
    public static string? Of(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
