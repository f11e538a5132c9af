using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>What is known of a call from its first line on.</summary>
/// <param name="Id">The call's id, a UUIDv7.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Provider">The provider's name in the settings; null where the path names none.</param>
/// <param name="Api">The API's name, such as <c>chat_completions</c>; null where the path names none.</param>
/// <param name="Labels">What the caller says about it.</param>
public sealed record CallIdentity(Guid Id, GuardCaller Caller, string? Provider, string? Api, CallLabels Labels)
{
    /// <summary>From where.</summary>
    public RequestSource Source { get; init; } = RequestSource.None;
}

/// <summary>A call was masked and is sent.</summary>
/// <param name="Call">Which.</param>
/// <param name="Model">The model that it asks for.</param>
/// <param name="Mode">The mode that holds.</param>
/// <param name="PolicyVersion">The policy's version.</param>
/// <param name="Entities">Findings by type and action.</param>
/// <param name="RequestCommitment">SHA-256 of the body that is sent, 64 hex digits.</param>
/// <param name="RequestBytes">Length of that body.</param>
/// <param name="Overhead">From the last byte read to the first byte sent.</param>
public sealed record CallRecord(
    CallIdentity Call, string? Model, GuardMode Mode, long PolicyVersion, IReadOnlyList<EntityCount> Entities, string RequestCommitment, long RequestBytes,
    TimeSpan Overhead);

/// <summary>How a call ended.</summary>
public enum CallOutcome
{
    /// <summary>The provider's reply reached the caller, whatever its status.</summary>
    Answered,
    /// <summary>The caller left first.</summary>
    ClientAborted,
    /// <summary>The provider broke off or could not be reached.</summary>
    UpstreamFailed,
    /// <summary>The provider replied, but the reply could not be scanned as the policy demands, so that the caller did not get it, or not all of it.</summary>
    Withheld,
}

/// <summary>A recorded call has ended.</summary>
/// <param name="Call">Which.</param>
/// <param name="Outcome">How.</param>
/// <param name="UpstreamStatus">The provider's HTTP status, if it replied.</param>
/// <param name="Usage">What the provider counted, if it did.</param>
/// <param name="CostUsd">US dollars; null when no price is known.</param>
/// <param name="ResponseCommitment">SHA-256 of the body that was received, decompressed, 64 hex digits; null when there was none.</param>
/// <param name="Restored">Replacements that were put back.</param>
/// <param name="Unrestored">Placeholder-like texts that stayed in the reply.</param>
/// <param name="Duration">From the first byte received to the last byte answered.</param>
/// <param name="TimeToFirstByte">From sending to the provider's first byte; null when none came.</param>
public sealed record CallEnd(
    CallIdentity Call, CallOutcome Outcome, int? UpstreamStatus, TokenUsage? Usage, decimal? CostUsd, string? ResponseCommitment, int Restored, int Unrestored,
    TimeSpan Duration, TimeSpan? TimeToFirstByte)
{
    /// <summary>Values that the model brought into its reply, by type and action, each once; null where the policy has no replies read, or reading this one failed.</summary>
    public IReadOnlyList<EntityCount>? ReplyEntities { get; init; }
}

/// <summary>A call was refused.</summary>
/// <param name="Call">Which.</param>
/// <param name="Reason">Why; <see cref="ProviderErrors.SlugOf"/> has its stable name.</param>
/// <param name="Status">The HTTP status that the caller got.</param>
/// <param name="Model">The model, where the body was read that far.</param>
/// <param name="PolicyVersion">The policy's version; 0 where none was looked up.</param>
public sealed record CallBlock(CallIdentity Call, RefusalReason Reason, int Status, string? Model, long PolicyVersion)
{
    /// <summary>What had been found by then, by type and action; none where nothing was scanned.</summary>
    public IReadOnlyList<EntityCount> Entities { get; init; } = [];
}
