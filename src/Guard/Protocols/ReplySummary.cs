namespace EventAgents.Guard.Protocols;

/// <summary>What a reply told and what became of it.</summary>
/// <param name="Usage">Tokens; null where the reply did not count them.</param>
/// <param name="Restored">Replacements that were put back.</param>
/// <param name="Unrestored">Texts that look like placeholders and stayed, the caller's own among them.</param>
public sealed record ReplySummary(TokenUsage? Usage, int Restored, int Unrestored)
{
    /// <summary>What it says about itself; null for a body that is no JSON.</summary>
    public ReplyLabels? Labels { get; init; }
}
