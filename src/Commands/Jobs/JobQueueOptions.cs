using System.ComponentModel.DataAnnotations;

namespace EventAgents.Commands.Jobs;

/// <summary>Settings of the job queue.</summary>
public sealed class JobQueueOptions
{
    /// <summary>How many jobs of one tenant run at once. Default: 5.</summary>
    [Range(1, 10_000)] public int MaxRunningPerTenant { get; set; } = 5;

    /// <summary>How often a waiting claim looks again when nothing woke it: a retry became due, say. Default: 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")] public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}
