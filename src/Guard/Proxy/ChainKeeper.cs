using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>Knows the way back across calls, where the provider keeps the conversation (Responses API).</summary>
internal sealed class ChainKeeper(IChainMaps maps)
{
    /// <summary>Whether the call's reply may be continued at the provider.</summary>
    public static bool IsNeeded(GuardCall call) => ReferenceEquals(call.Route!.Api, LlmApi.Responses) && call.Masked is not null;

    /// <summary>
    /// Masks a call again where the conversation that it continues has replaced something before: two values of two turns could have got the same replacement. An earlier
    /// reply that is not known cannot be continued, since its text would come back unrestored; a conversation that is not known is one that starts here. What a
    /// turn of a conversation replaces is kept before it is sent, and one turn at a time: two at once know of each other.
    /// </summary>
    /// <param name="call">The masked call.</param>
    /// <param name="mask">Masks it again, knowing what was replaced.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Why the call is refused, or null.</returns>
    public async ValueTask<Refusal?> ContinueAsync(GuardCall call, Func<RestoreMap, Refusal?> mask, CancellationToken cancellation)
    {
        var facts = call.Masked!.Facts;
        var earlier = RestoreMap.Empty;
        if (facts.PreviousResponseId is { } previous)
        {
            if (await maps.FindAsync(call.Caller!.Tenant, previous, cancellation) is not { } found) return new Refusal(RefusalReason.ChainUnknown);
            earlier = found;
        }
        if (facts.ConversationId is not { } conversation) return mask(earlier);
        Refusal? refusal = null;
        await maps.ExtendAsync(
            call.Key!, conversation,
            turns =>
            {
                refusal = mask(earlier.With(turns));
                return refusal is null ? call.Masked.Map : RestoreMap.Empty;
            },
            cancellation);
        return refusal;
    }

    /// <summary>Keeps the way back under the reply's id.</summary>
    public async ValueTask KeepAsync(GuardCall call, string? responseId, CancellationToken cancellation)
    {
        if (responseId is not null) await maps.AddAsync(call.Key!, responseId, call.Map, cancellation);
    }
}
