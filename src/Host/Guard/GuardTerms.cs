using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using EventAgents.Pii;

namespace EventAgents.Host.Guard;

/// <summary>The guard's terms as the log has them, and back. The guard knows no events, so the two are kept apart and meet here.</summary>
internal static class GuardTerms
{
    public static Events.GuardMode Of(GuardMode mode) => mode switch
    {
        GuardMode.Off => Events.GuardMode.Off,
        GuardMode.Detect => Events.GuardMode.Detect,
        GuardMode.Strict => Events.GuardMode.Strict,
        _ => Events.GuardMode.Mask,
    };

    public static GuardMode Of(Events.GuardMode mode) => mode switch
    {
        Events.GuardMode.Off => GuardMode.Off,
        Events.GuardMode.Detect => GuardMode.Detect,
        Events.GuardMode.Strict => GuardMode.Strict,
        _ => GuardMode.Mask,
    };

    public static Events.GuardAction Of(EntityAction action) => action switch
    {
        EntityAction.Allow => Events.GuardAction.Allow,
        EntityAction.Surrogate => Events.GuardAction.Surrogate,
        EntityAction.Redact => Events.GuardAction.Redact,
        EntityAction.Block => Events.GuardAction.Block,
        _ => Events.GuardAction.Mask,
    };

    public static EntityAction Of(Events.GuardAction action) => action switch
    {
        Events.GuardAction.Allow => EntityAction.Allow,
        Events.GuardAction.Surrogate => EntityAction.Surrogate,
        Events.GuardAction.Redact => EntityAction.Redact,
        Events.GuardAction.Block => EntityAction.Block,
        _ => EntityAction.Mask,
    };

    public static BinaryAction Of(Events.BinaryPartAction action) => action switch
    {
        Events.BinaryPartAction.Allow => BinaryAction.Allow,
        Events.BinaryPartAction.Strip => BinaryAction.Strip,
        _ => BinaryAction.Block,
    };

    public static ReplyAction Of(Events.ReplyAction action) => action switch
    {
        Events.ReplyAction.Detect => ReplyAction.Detect,
        Events.ReplyAction.Mask => ReplyAction.Mask,
        _ => ReplyAction.Off,
    };

    /// <summary>What is done to findings and parts; the product's default where it was never changed.</summary>
    public static GuardPolicy Of(Events.GuardPolicyChanged? changed)
    {
        var policy = GuardPolicy.Default;
        if (changed is null) return policy;
        foreach (var (name, action) in changed.Entities)
        {
            policy = EntityTypes.TryFromWire(name, out var type)
                ? policy.With(type, Of(action))
                : policy with { CustomActions = policy.CustomActions.SetItem(name, Of(action)) };
        }
        return policy with
        {
            Images = Of(changed.Images),
            Audio = Of(changed.Audio),
            Files = Of(changed.Files),
            AllowsTokenArrays = changed.AllowsTokenArrays,
            Replies = Of(changed.Replies),
        };
    }

    public static Events.LlmCallOutcome Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered => Events.LlmCallOutcome.Answered,
        CallOutcome.ClientAborted => Events.LlmCallOutcome.ClientAborted,
        CallOutcome.Withheld => Events.LlmCallOutcome.Withheld,
        _ => Events.LlmCallOutcome.UpstreamFailed,
    };
}
