namespace EventAgents.Pii;

/// <summary>Finds what no pattern proves: names, places, organisations, parts of addresses. One instance serves all threads.</summary>
public interface ITagger
{
    /// <summary>Appends what it finds in <paramref name="text"/>, sorted and without overlaps, with <see cref="FindingSource.Tagger"/> as the source.</summary>
    /// <param name="text">Any UTF-16, lone surrogates included.</param>
    /// <param name="findings">Where to append; what is in it already is left alone.</param>
    void Tag(ReadOnlySpan<char> text, List<Finding> findings);
}
