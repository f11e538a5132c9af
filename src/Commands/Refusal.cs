using System.Collections.Immutable;

namespace EventAgents.Commands;

/// <summary>What kind of "no" a refusal is. Which HTTP status that makes is the host's business.</summary>
public enum RefusalKind
{
    /// <summary>The command itself is wrong.</summary>
    Invalid,
    /// <summary>The caller may not do this.</summary>
    Forbidden,
    /// <summary>There is no such thing, or it is another tenant's.</summary>
    NotFound,
    /// <summary>The thing's state does not allow it.</summary>
    Conflict,
    /// <summary>The thing is not at the version that the caller named.</summary>
    Precondition,
}

/// <summary>Why a command changes nothing. An everyday answer, so it is a value and no exception.</summary>
/// <param name="Kind">What kind of "no" it is.</param>
/// <param name="Slug">Stable name in kebab case, for programs.</param>
/// <param name="Title">The same for every refusal of this slug.</param>
/// <param name="Detail">This one, for a person. No personal data.</param>
public sealed record Refusal(RefusalKind Kind, string Slug, string Title, string Detail)
{
    /// <summary>Further members of the answer by their names on the wire.</summary>
    public ImmutableDictionary<string, object> Extra { get; init; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>There is no such thing in the caller's tenant.</summary>
    /// <param name="noun">What was looked for, in lower case.</param>
    public static Refusal NotFound(string noun) => new(RefusalKind.NotFound, "not-found", "Not found", $"There is no such {noun}.");

    /// <summary>Something stands there already.</summary>
    /// <param name="noun">What there is, in lower case.</param>
    public static Refusal AlreadyExists(string noun) =>
        new(RefusalKind.Conflict, "already-exists", "It exists already", $"There is such {noun} already.");

    /// <summary>The stream has moved on since the caller looked.</summary>
    /// <param name="expected">The version that the caller named.</param>
    /// <param name="actual">The version that the stream has.</param>
    public static Refusal StaleVersion(long expected, long actual) =>
        new(RefusalKind.Precondition, "stale-version", "The resource has changed", $"Version {expected} was expected, it is {actual}.");

    /// <summary>Others were faster each time; nothing was changed.</summary>
    public static Refusal LostRace { get; } =
        new(RefusalKind.Conflict, "concurrent-change", "Others changed it at the same time", "The command lost the race several times. Try again.");

    /// <summary>The stream was archived and takes no more events.</summary>
    public static Refusal Archived { get; } =
        new(RefusalKind.Conflict, "archived", "It was archived", "What is archived can be read and no longer changed.");

    /// <summary>What the command brings is too large for one event.</summary>
    /// <param name="detail">Which event, and the limit.</param>
    public static Refusal TooLarge(string detail) => new(RefusalKind.Invalid, "event-too-large", "Too much for one event", detail);
}
