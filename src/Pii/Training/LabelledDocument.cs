namespace EventAgents.Pii.Training;

/// <summary>A text whose personal data somebody has marked.</summary>
/// <param name="Id">Its name in its file; stable, so that documents can be held out by its hash.</param>
/// <param name="Source">The data set that it comes from; decides which types are labelled (<see cref="LabelCoverage"/>).</param>
/// <param name="Text">The text, UTF-16.</param>
/// <param name="Spans">What is marked, sorted, without overlaps.</param>
/// <param name="NegativeFor">A type that must not be found in it, or null.</param>
public sealed record LabelledDocument(string Id, string Source, string Text, IReadOnlyList<LabelledSpan> Spans, EntityType? NegativeFor = null);

/// <summary>A marked piece of text.</summary>
/// <param name="Start">Offset of its first character, in UTF-16 units.</param>
/// <param name="Length">Length in UTF-16 units, at least 1.</param>
/// <param name="Type">What it is; null where the source marks something that is no personal data, which counts as unlabelled.</param>
/// <param name="Label">The source's own name for it.</param>
public readonly record struct LabelledSpan(int Start, int Length, EntityType? Type, string Label = "")
{
    /// <summary>Offset behind its last character, in UTF-16 units.</summary>
    public int End => Start + Length;
}
