namespace EventAgents.Guard.Masking;

/// <summary>What happens to a finding of one entity type.</summary>
public enum EntityAction : byte
{
    /// <summary>It goes out as it is; it is counted.</summary>
    Allow,
    /// <summary>A placeholder goes out and the value comes back in the reply.</summary>
    Mask,
    /// <summary>A made-up value of the same format goes out and the true one comes back; a placeholder where the type has no format.</summary>
    Surrogate,
    /// <summary>A label goes out; nothing comes back.</summary>
    Redact,
    /// <summary>The call is refused.</summary>
    Block,
}

/// <summary>How strictly a policy is applied.</summary>
public enum GuardMode : byte
{
    /// <summary>Nothing is scanned; the body's form is still checked.</summary>
    Off,
    /// <summary>Findings are counted and everything is forwarded.</summary>
    Detect,
    /// <summary>Findings are treated as the policy says.</summary>
    Mask,
    /// <summary>A finding whose action is not <see cref="EntityAction.Allow"/> refuses the call.</summary>
    Strict,
}

/// <summary>What happens to personal data in a reply that the request did not hold.</summary>
public enum ReplyAction : byte
{
    /// <summary>Nothing is looked for.</summary>
    Off,
    /// <summary>It is counted; the reply goes to the caller as ever.</summary>
    Detect,
    /// <summary>It is counted, and a placeholder goes to the caller in its place.</summary>
    Mask,
}

/// <summary>What a part holds that is not text.</summary>
public enum BinaryKind : byte
{
    /// <summary>A picture.</summary>
    Image,
    /// <summary>Sound.</summary>
    Audio,
    /// <summary>A PDF or another file whose content is not text.</summary>
    File,
}

/// <summary>What happens to a part that cannot be scanned.</summary>
public enum BinaryAction : byte
{
    /// <summary>The call is refused.</summary>
    Block,
    /// <summary>A line of text goes out in the part's place.</summary>
    Strip,
    /// <summary>It goes out unread.</summary>
    Allow,
}
