using System.ComponentModel.DataAnnotations;

namespace EventAgents.Host.Api;

/// <summary>How the API treats its callers (section <c>Api</c>).</summary>
internal sealed class ApiOptions
{
    /// <summary>How many requests a key or user has in a minute; 0 for no limit. Default: 600.</summary>
    [Range(0, 10_000_000)] public int RequestsPerMinute { get; set; } = 600;

    /// <summary>How long an answer is kept under its Idempotency-Key, in hours. Default: 24.</summary>
    [Range(1, 8_760)] public int IdempotencyHours { get; set; } = 24;
}
