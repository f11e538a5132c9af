namespace EventAgents.Events;

/// <summary>What kind of work an issue asks for.</summary>
public enum IssueType
{
    /// <summary>Something does not work as it should.</summary>
    Bug,
    /// <summary>Something new.</summary>
    Feature,
    /// <summary>Something that exists shall become better.</summary>
    Enhancement,
    /// <summary>An answer is wanted, no change.</summary>
    Question,
    /// <summary>Any other work.</summary>
    Task,
    /// <summary>Something is to be brought to an environment.</summary>
    Deployment,
}

/// <summary>How soon an issue's work is wanted.</summary>
public enum IssuePriority
{
    /// <summary>Before everything else.</summary>
    Critical,
    /// <summary>Before the usual.</summary>
    High,
    /// <summary>The usual.</summary>
    Medium,
    /// <summary>When nothing else waits.</summary>
    Low,
}

/// <summary>Where an issue came from.</summary>
public enum IssueSource
{
    /// <summary>A person wrote it.</summary>
    Manual,
    /// <summary>An ERP system's rule fired.</summary>
    ErpTrigger,
    /// <summary>A GitHub issue.</summary>
    Github,
    /// <summary>Another system called.</summary>
    Webhook,
    /// <summary>A schedule was due.</summary>
    Scheduled,
}

/// <summary>Where an issue stands. <see cref="Completed"/> and <see cref="Cancelled"/> are final.</summary>
public enum IssueStatus
{
    /// <summary>Submitted, no job yet.</summary>
    Pending,
    /// <summary>Its job waits for a worker.</summary>
    Queued,
    /// <summary>Its job has been started.</summary>
    Processing,
    /// <summary>Its job's result waits for a person.</summary>
    Review,
    /// <summary>Done.</summary>
    Completed,
    /// <summary>Its job failed for good; it may be retried.</summary>
    Failed,
    /// <summary>Nobody wants it any more.</summary>
    Cancelled,
}
