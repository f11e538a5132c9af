namespace EventAgents.Events;

/// <summary>What the guard does with a call as a whole.</summary>
public enum GuardMode
{
    /// <summary>Nothing is looked for.</summary>
    Off,
    /// <summary>Findings are counted and forwarded as they are.</summary>
    Detect,
    /// <summary>The policy's action is done to every finding.</summary>
    Mask,
    /// <summary>A call with a finding that is not allowed is refused.</summary>
    Strict,
}

/// <summary>What the guard does with a finding.</summary>
public enum GuardAction
{
    /// <summary>Replaced by a placeholder and put back in the reply.</summary>
    Mask,
    /// <summary>Replaced by a valid value of its kind and put back in the reply.</summary>
    Surrogate,
    /// <summary>Replaced for good.</summary>
    Redact,
    /// <summary>The call is refused.</summary>
    Block,
    /// <summary>Left as it is.</summary>
    Allow,
}

/// <summary>What the guard does with a part of a call that is no text.</summary>
public enum BinaryPartAction
{
    /// <summary>Forwarded unread.</summary>
    Allow,
    /// <summary>The call is refused.</summary>
    Block,
    /// <summary>Taken out of the call.</summary>
    Strip,
}

/// <summary>What the guard does with personal data in a reply that the request did not hold.</summary>
public enum ReplyAction
{
    /// <summary>Nothing is looked for.</summary>
    Off,
    /// <summary>It is counted.</summary>
    Detect,
    /// <summary>It is counted, and a placeholder goes to the caller in its place.</summary>
    Mask,
}

/// <summary>How a guarded call ended.</summary>
public enum LlmCallOutcome
{
    /// <summary>The provider's answer reached the caller, whatever its status.</summary>
    Answered,
    /// <summary>The caller left first.</summary>
    ClientAborted,
    /// <summary>The provider broke off or could not be reached.</summary>
    UpstreamFailed,
    /// <summary>The provider replied, but the reply could not be scanned as the policy demands: the caller did not get it, or not all of it.</summary>
    Withheld,
}

/// <summary>How many findings of an entity type, by its name on the wire, got an action.</summary>
public sealed record EntityCount(string EntityType, GuardAction Action, int Count);
