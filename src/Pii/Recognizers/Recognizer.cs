using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Finds one family of values. It runs in time linear in the text, keeps no state and is shared by all threads.
/// Findings may overlap those of others; <see cref="Overlaps"/> decides.
/// </summary>
internal abstract class Recognizer
{
    /// <summary>Texts in which the part between « and » must be found, and nothing else of the recognizer's types.</summary>
    public abstract IReadOnlyList<string> Finds { get; }

    /// <summary>Texts in which nothing may be found by this recognizer.</summary>
    public abstract IReadOnlyList<string> Ignores { get; }

    /// <summary>Appends what it finds, in any order.</summary>
    public abstract void Find(in Scan scan, List<Finding> findings);
}
