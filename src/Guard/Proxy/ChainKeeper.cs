using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>Knows the way back across calls, where the provider keeps the conversation (Responses API).</summary>
internal sealed class ChainKeeper(IChainMaps maps)
{
    /// <summary>Whether the call's reply may be continued at the provider.</summary>
    public static bool IsNeeded(GuardCall call) => ReferenceEquals(call.Route!.Api, LlmApi.Responses) && call.Masked is not null;

    /// <summary>
    /// What the conversation that the call continues has replaced before. An earlier reply that is not known cannot be
    /// continued, since its text would come back unrestored; a conversation that is not known is one that starts here.
    /// </summary>
    public async ValueTask<(RestoreMap Earlier, Refusal? Refusal)> FindAsync(GuardCall call, CancellationToken cancellation)
    {
        var found = RestoreMap.Empty;
        var facts = call.Masked!.Facts;
        if (facts.PreviousResponseId is { } previous)
        {
            if (await maps.FindAsync(call.Caller!.Tenant, previous, cancellation) is not { } earlier) return (found, new Refusal(RefusalReason.ChainUnknown));
            found = earlier;
        }
        if (facts.ConversationId is { } conversation && await maps.FindAsync(call.Caller!.Tenant, conversation, cancellation) is { } turns)
        {
            found = found.With(turns);
        }
        return (found, null);
    }

    /// <summary>Keeps the way back under the reply's id, and under the conversation's.</summary>
    public async ValueTask KeepAsync(GuardCall call, string? responseId, CancellationToken cancellation)
    {
        if (responseId is not null) await maps.AddAsync(call.Key!, responseId, call.Map, cancellation);
        if (call.Masked?.Facts.ConversationId is { } conversation && call.Masked.Map.Count > 0)
        {
            await maps.AddAsync(call.Key!, conversation, call.Masked.Map, cancellation);
        }
    }
}
