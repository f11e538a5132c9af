using System.ComponentModel.DataAnnotations;

namespace EventAgents.Host.Settings;

/// <summary>Where the event log is kept (section <c>Store</c>, and <c>ConnectionStrings:EventStore</c>).</summary>
internal sealed class StoreOptions
{
    /// <summary>Lets a Production process embed its own PostgreSQL. Default: false; Production has a server of its own.</summary>
    public bool EmbeddedInProduction { get; set; }

    /// <summary>How long a check waits for the database, in seconds. Default: 2, so that a lost one shows within 5.</summary>
    [Range(1, 4)] public int HealthTimeoutSeconds { get; set; } = 2;

    /// <summary>How many events a read model may be behind before health says so. Default: 10,000, a second of full load.</summary>
    [Range(1, 100_000_000)] public long MaxProjectionLagEvents { get; set; } = 10_000;
}
