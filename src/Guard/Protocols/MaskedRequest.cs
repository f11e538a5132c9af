using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>A request that may go out, and what its reply needs.</summary>
/// <param name="Body">The body to send: the caller's own bytes where nothing was replaced.</param>
/// <param name="Map">From replacement to original.</param>
/// <param name="Counts">What was found, by type and action.</param>
/// <param name="Facts">What the request says about itself.</param>
/// <param name="HidesUsage">The guard asked for a usage chunk that the caller did not ask for; the stream's restorer drops it.</param>
public sealed record MaskedRequest(
    ReadOnlyMemory<byte> Body, RestoreMap Map, IReadOnlyList<EntityCount> Counts, RequestFacts Facts, bool HidesUsage) : MaskOutcome
{
    /// <summary>Every value that was found, by <see cref="Replacements.TakenId"/>; null where the policy has no replies read.</summary>
    internal IReadOnlySet<UInt128>? Found { get; init; }

    /// <summary>The body as the caller sent it; empty where the policy has no replies read.</summary>
    internal ReadOnlyMemory<byte> Original { get; init; }
}

/// <summary>Members of a request that the guard reads for its own use.</summary>
/// <param name="Model">The model asked for; null where the body names none.</param>
/// <param name="IsStream">Whether the reply is to be server-sent events.</param>
/// <param name="PreviousResponseId">An earlier reply that the provider continues; null for none.</param>
/// <param name="ConversationId">A conversation that the provider keeps; null for none.</param>
/// <param name="IsBackground">Whether the provider is to answer later.</param>
public sealed record RequestFacts(string? Model, bool IsStream, string? PreviousResponseId, string? ConversationId, bool IsBackground)
{
    /// <summary>How the model is steered.</summary>
    public GenerationSettings Generation { get; init; }
}
