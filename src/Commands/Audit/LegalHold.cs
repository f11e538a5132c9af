using EventAgents.Events;

namespace EventAgents.Commands.Audit;

/// <summary>A hold on one stream or on all of a tenant's, in the stream <see cref="StreamIds.OfLegalHold"/>. It can be placed again after it was released.</summary>
/// <param name="HeldStreamId">The stream; null for all.</param>
/// <param name="Reason">Why it was placed last.</param>
/// <param name="IsPlaced">Whether it holds.</param>
public sealed record LegalHold(Guid? HeldStreamId, string Reason, bool IsPlaced) : IAggregate<LegalHold, LegalHoldEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "legal_hold";

    /// <inheritdoc/>
    public static LegalHold? Evolve(LegalHold? state, LegalHoldEvent happened) => (state, happened) switch
    {
        (_, LegalHoldPlaced e) => new LegalHold(e.HeldStreamId, e.Reason, IsPlaced: true),
        ({ IsPlaced: true } hold, LegalHoldReleased) => hold with { IsPlaced = false },
        _ => throw IAggregate<LegalHold, LegalHoldEvent>.CannotFollow(state, happened),
    };
}
