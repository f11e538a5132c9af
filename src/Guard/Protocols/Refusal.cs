using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>Why a request does not go out.</summary>
public enum RefusalReason : byte
{
    /// <summary>The body is no JSON, or not an object.</summary>
    NotJson,
    /// <summary>The body is not UTF-8, or an escape stands for half a character.</summary>
    NotUtf8,
    /// <summary>An object has two members of one name: two readers could see two values.</summary>
    DuplicateMember,
    /// <summary>The body is nested deeper than <see cref="RequestMasker.MaxDepth"/>.</summary>
    TooDeep,
    /// <summary>The policy blocks a type that was found.</summary>
    EntityBlocked,
    /// <summary>Mode strict, and something was found.</summary>
    StrictFinding,
    /// <summary>A part cannot be scanned and the policy blocks it.</summary>
    BinaryBlocked,
    /// <summary>A prompt or input is an array of tokens.</summary>
    TokenArrayBlocked,
    /// <summary>A JSON number with a finding has too few digits to be replaced by another, or too many.</summary>
    NumberNotMaskable,
    /// <summary>The detector failed; nothing is known about the text.</summary>
    DetectorFailed,
    /// <summary>The tenant's policy cannot be read or compiled.</summary>
    PolicyUnreadable,
    /// <summary>The body is larger than the limit.</summary>
    TooLarge,
    /// <summary>The body is encoded or typed in a way that is not read.</summary>
    UnsupportedMedia,
    /// <summary>The path is not served.</summary>
    NotServed,
    /// <summary>No valid credential.</summary>
    Unauthenticated,
    /// <summary>The credential does not allow the call.</summary>
    Forbidden,
    /// <summary>A budget is used up.</summary>
    BudgetExceeded,
    /// <summary>The log does not take the record of the call.</summary>
    LogUnavailable,
    /// <summary>The provider cannot be reached.</summary>
    UpstreamUnavailable,
    /// <summary>The call rests on state at the provider whose replacements are not known here any more.</summary>
    ChainUnknown,
    /// <summary>The settings do not let the provider be asked for this model.</summary>
    ModelNotServed,
    /// <summary>A header of the guard's own has a value that cannot be read.</summary>
    InvalidHeader,
}

/// <summary>What became of a request: a <see cref="MaskedRequest"/> or a <see cref="Refusal"/>.</summary>
public abstract record MaskOutcome;

/// <summary>The request is refused; nothing of it may go out.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">The entity type, kind of part or place that caused it; never a value. Null where the reason says all.</param>
public sealed record Refusal(RefusalReason Reason, string? Detail = null) : MaskOutcome
{
    /// <summary>What had been found when the request was refused, by type and action; none where nothing was scanned.</summary>
    public IReadOnlyList<EntityCount> Counts { get; init; } = [];
}
