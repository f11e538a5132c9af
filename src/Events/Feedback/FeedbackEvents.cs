namespace EventAgents.Events;

/// <summary>Whether a job solved what it was for.</summary>
public enum FeedbackOutcome
{
    /// <summary>Yes.</summary>
    Solved,
    /// <summary>In part.</summary>
    Partial,
    /// <summary>No.</summary>
    NotSolved,
    /// <summary>Things are worse than before.</summary>
    MadeWorse,
}

/// <summary>What a user thinks of a finished job. When stands in the envelope.</summary>
public abstract record FeedbackEvent(Guid FeedbackId);

/// <summary>A user rated a job of an agent type, from 1 (bad) to 5 (good).</summary>
public sealed record FeedbackSubmitted(
    Guid FeedbackId, Guid JobId, Guid IssueId, string AgentType, string UserId, int Rating, FeedbackOutcome Outcome, string? Comment,
    IReadOnlyList<string> Tags) : FeedbackEvent(FeedbackId);

/// <summary>The user thinks otherwise now; all members hold from now on.</summary>
public sealed record FeedbackRevised(
    Guid FeedbackId, Guid JobId, Guid IssueId, string AgentType, int Rating, FeedbackOutcome Outcome, string? Comment, IReadOnlyList<string> Tags)
    : FeedbackEvent(FeedbackId);
