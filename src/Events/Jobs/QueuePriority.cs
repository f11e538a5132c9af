namespace EventAgents.Events;

/// <summary>What an issue's priority is in the job queue.</summary>
public static class QueuePriority
{
    /// <summary>The number that jobs are ordered by; the lower goes first.</summary>
    public static int Of(IssuePriority priority) => priority switch
    {
        IssuePriority.Critical => 1,
        IssuePriority.High => 2,
        IssuePriority.Medium => 5,
        IssuePriority.Low => 10,
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "No such priority."),
    };
}
