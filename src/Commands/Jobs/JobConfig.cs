using System.Text.Json;
using EventAgents.Events;

namespace EventAgents.Commands.Jobs;

/// <summary>What the rules read from a job's settings, and what they make of an issue's.</summary>
public static class JobConfig
{
    /// <summary>How many failed attempts a job has, unless said otherwise.</summary>
    public const int DefaultMaxAttempts = 3;

    /// <summary>Whether the config asks for a person's approval: <c>review: true</c>.</summary>
    public static bool NeedsReview(JsonElement? config) =>
        config is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("review", out var review) && review.ValueKind == JsonValueKind.True;

    /// <summary>The queue's number for an issue's priority; the lower goes first.</summary>
    public static int QueuePriority(IssuePriority priority) => priority switch
    {
        IssuePriority.Critical => 1,
        IssuePriority.High => 2,
        IssuePriority.Medium => 5,
        IssuePriority.Low => 10,
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "No such priority."),
    };
}
