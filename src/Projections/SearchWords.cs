namespace EventAgents.Projections;

/// <summary>The words of a search: whatever blanks of any script separate, each once.</summary>
public static class SearchWords
{
    /// <summary>Splits what somebody typed; none for null.</summary>
    public static IReadOnlyList<string> Of(string? typed) =>
        [.. (typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
}
