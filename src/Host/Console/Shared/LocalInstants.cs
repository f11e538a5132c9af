namespace EventAgents.Host.WebConsole.Shared;

/// <summary>Instants as forms of the console hold them: without an offset, and UTC is meant.</summary>
internal static class LocalInstants
{
    private const int DateLength = 11;  // with the letter before the time

    /// <summary>A form's text as the API takes it; one that has an offset, or is no instant, stays as it is.</summary>
    public static string? ToUtc(string? text)
    {
        var isLocal = text?.Length > DateLength && !text.EndsWith('Z') && !text.AsSpan(DateLength).ContainsAny('+', '-', ' ');
        return isLocal ? text + "Z" : text;
    }

    /// <summary>An instant as a form's field shows it.</summary>
    public static string? Of(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
