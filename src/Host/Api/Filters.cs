using EventAgents.Events;

namespace EventAgents.Host.Api;

/// <summary>Reads the filters of a list from its query.</summary>
internal static class Filters
{
    /// <summary>A member of an enum as it stands on the wire, whatever its case; null when nothing is asked for.</summary>
    /// <exception cref="ProblemException">There is no such member.</exception>
    public static T? Parse<T>(string name, string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text)) return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (WireName.Of(value).Equals(text, StringComparison.OrdinalIgnoreCase)) return value;
        }
        throw new ProblemException(Problems.Invalid(name, $"This must be one of {string.Join(", ", Enum.GetValues<T>().Select(WireName.Of))}."));
    }

    /// <summary>An id; null when nothing is asked for.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static Guid? ParseId(string name, string? text) => text switch
    {
        null or "" => null,
        _ when Guid.TryParse(text, out var id) => id,
        _ => throw new ProblemException(Problems.Invalid(name, "This must be an id (UUID).")),
    };
}
