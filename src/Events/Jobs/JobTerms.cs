namespace EventAgents.Events;

/// <summary>Where a job stands. The last three are final.</summary>
public enum JobStatus
{
    /// <summary>Waits for a worker.</summary>
    Pending,
    /// <summary>A worker holds its lease.</summary>
    Running,
    /// <summary>Kept away from workers until it is resumed.</summary>
    Paused,
    /// <summary>Done, with a result.</summary>
    Completed,
    /// <summary>Given up.</summary>
    Failed,
    /// <summary>Not wanted any more.</summary>
    Cancelled,
}

/// <summary>How much a line of a job's log matters.</summary>
public enum JobLogLevel
{
    /// <summary>For whoever looks for a fault.</summary>
    Debug,
    /// <summary>The usual course.</summary>
    Info,
    /// <summary>Unusual, but the job goes on.</summary>
    Warn,
    /// <summary>Something failed.</summary>
    Error,
}

/// <summary>What a job produced.</summary>
public enum ArtifactType
{
    /// <summary>A change to source code.</summary>
    CodeChange,
    /// <summary>What was found out.</summary>
    Analysis,
    /// <summary>What should be done.</summary>
    Recommendation,
    /// <summary>A text for readers.</summary>
    Documentation,
    /// <summary>A pull request, or the patch for one.</summary>
    PullRequest,
    /// <summary>Settings.</summary>
    Config,
}
