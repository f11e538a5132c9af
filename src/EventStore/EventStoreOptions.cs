using System.ComponentModel.DataAnnotations;

namespace EventAgents.EventStore;

/// <summary>Settings of the log.</summary>
public sealed class EventStoreOptions
{
    /// <summary>Largest event in bytes as UTF-8 JSON. Default: 2 MiB, so that an artifact of 1 MiB fits with its escapes.</summary>
    [Range(1_024, 16 * 1_048_576)] public int MaxEventBytes { get; set; } = 2 * 1_048_576;

    /// <summary>Most appends that one transaction takes. Default: 512; beyond that a commit's latency grows and its rate does not.</summary>
    [Range(1, 10_000)] public int MaxBatchItems { get; set; } = 512;

    /// <summary>How many appends may wait; one more waits for a place. Default: 10,000.</summary>
    [Range(1, 1_000_000)] public int MaxQueuedAppends { get; set; } = 10_000;

    /// <summary>How often the log is looked at when no notification comes. Default: 1 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Events that an asynchronous projection takes in one transaction. Default: 1,000.</summary>
    [Range(1, 100_000)] public int ProjectionBatchEvents { get; set; } = 1_000;

    /// <summary>What a shard does with an event that its projection cannot take. Default: park it and go on.</summary>
    public PoisonPolicy OnPoisonEvent { get; set; } = PoisonPolicy.Park;
}

/// <summary>What happens when a projection fails on an event.</summary>
public enum PoisonPolicy
{
    /// <summary>The event and the error are put into <c>ops.parked_events</c>, and the shard goes on.</summary>
    Park,

    /// <summary>The same, but the shard stops in front of the event until it is started again.</summary>
    Stop,
}
