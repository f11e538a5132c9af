namespace EventAgents.Commands.Jobs;

/// <summary>
/// Exponential backoff with full jitter: the wait is drawn evenly from nothing to a ceiling that doubles with every failure. Of the usual forms this
/// one spreads callers that failed together the most.
/// </summary>
public static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait after so many failures, at least one.</summary>
    public static TimeSpan Ceiling(int failures)
    {
        var doublings = Math.Min(failures - 1, 10);  // 2 s × 2^10 is beyond the longest wait already
        var ceiling = First * (1 << doublings);
        return ceiling < Longest ? ceiling : Longest;
    }
}
