using System.Globalization;

namespace EventAgents.Host.Api;

/// <summary>Instants in addresses, as RFC 3339 has them. One without an offset could mean any time zone, so it is refused.</summary>
internal static class Instants
{
    private const string Wanted = "This must be an instant with an offset, as RFC 3339 has it: 2026-06-01T12:00:00Z.";

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'"];

    /// <summary>Reads a parameter; null when it is not given.</summary>
    /// <exception cref="ProblemException">It is no such instant.</exception>
    public static DateTimeOffset? Read(string name, string? text) => text switch
    {
        null or "" => null,
        _ when TryParse(text, out var instant) => instant,
        _ => throw new ProblemException(Problems.Invalid(name, Wanted)),
    };

    private static bool TryParse(string text, out DateTimeOffset instant) =>
        // A plus sign that nobody escaped arrives as a blank.
        DateTimeOffset.TryParseExact(text.Replace(' ', '+'), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
