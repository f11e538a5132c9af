using System.Text.Json;

namespace EventAgents.Commands.Jobs;

/// <summary>What the rules read from a job's settings.</summary>
public static class JobConfig
{
    /// <summary>How many failed attempts a job has, unless said otherwise.</summary>
    public const int DefaultMaxAttempts = 3;

    /// <summary>Whether the config asks for a person's approval: <c>review: true</c>.</summary>
    public static bool NeedsReview(JsonElement? config) =>
        config is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("review", out var review) && review.ValueKind == JsonValueKind.True;
}
