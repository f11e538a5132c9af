using System.ComponentModel.DataAnnotations;

namespace EventAgents.Host.Workers;

/// <summary>When sessions end by themselves (section <c>Sessions</c>).</summary>
internal sealed class SessionExpiryOptions
{
    /// <summary>How long a session may wait for its first use. Default: 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")] public TimeSpan PendingTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long nothing may happen in an active session. Default: 30 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")] public TimeSpan ActiveTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a session may stay paused. Default: 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")] public TimeSpan PausedTimeout { get; set; } = TimeSpan.FromHours(24);
}
