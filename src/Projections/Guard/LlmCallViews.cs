using EventAgents.Events;

namespace EventAgents.Projections.Guard;

/// <summary>How a call stands.</summary>
public enum CallOutcome
{
    /// <summary>On its way.</summary>
    Open,
    /// <summary>The provider's answer reached the caller, whatever its status.</summary>
    Answered,
    /// <summary>The caller left first.</summary>
    ClientAborted,
    /// <summary>The provider broke off or could not be reached.</summary>
    UpstreamFailed,
    /// <summary>The reply could not be scanned as the policy demands, so that the caller did not get it, or not all of it.</summary>
    Withheld,
    /// <summary>Nobody knows how it ended: the process that served it died.</summary>
    Lost,
    /// <summary>Refused; the provider saw nothing of it.</summary>
    Blocked,
}

/// <summary>Which calls are wanted. Every member that is set must hold.</summary>
public sealed record LlmCallFilter(
    string? Provider = null, string? Model = null, string? Agent = null, Guid? SessionId = null, Guid? JobId = null, CallOutcome? Outcome = null,
    DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>A call that the guard saw. Times are in milliseconds; a cost that is not known is null.</summary>
public sealed record LlmCallDetails(
    Guid Id, DateTimeOffset At, CallOutcome Outcome, DateTimeOffset? EndedAt, string? Reason, int? Status, string? Provider, string? Api, string? Model,
    string? Agent, Guid? SessionId, Guid? JobId, GuardMode? Mode, long PolicyVersion, IReadOnlyList<EntityCount> Entities, string? RequestCommitment,
    long? RequestBytes, double? OverheadMs, TokenUsage Tokens, [property: Usd] decimal? CostUsd, string? ResponseCommitment, int? Restored, int? Unrestored, double? DurationMs,
    double? TimeToFirstByteMs, IReadOnlyList<EntityCount>? ReplyEntities);

/// <summary>A call that has no end yet.</summary>
public sealed record OpenCall(string TenantId, Guid CallId);

/// <summary>Counted over every matching call, whatever the page.</summary>
/// <param name="Calls">How many.</param>
/// <param name="Blocked">How many of them were refused.</param>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written.</param>
/// <param name="CostUsd">What the calls with a known price cost.</param>
/// <param name="CallsOfUnknownCost">How many answered calls have no known price.</param>
/// <param name="Entities">Findings by type and action.</param>
public sealed record LlmCallSums(
    long Calls, long Blocked, long InputTokens, long OutputTokens, [property: Usd] decimal CostUsd, long CallsOfUnknownCost, IReadOnlyList<EntitySum> Entities);

/// <summary>How many findings of an entity type got an action.</summary>
public sealed record EntitySum(string EntityType, GuardAction Action, long Count);

/// <summary>One page of calls, and the sums of all.</summary>
public sealed record LlmCallPage(IReadOnlyList<LlmCallDetails> Items, string? NextCursor, LlmCallSums Sums);

/// <summary>What usage is counted by.</summary>
public enum UsageBy
{
    /// <summary>The model that was asked.</summary>
    Model,
    /// <summary>The agent that asked.</summary>
    Agent,
    /// <summary>The day, UTC.</summary>
    Day,
    /// <summary>The hour, UTC.</summary>
    Hour,
}

/// <summary>What one model, agent, day or hour used; the key is null where calls named none.</summary>
public sealed record Usage(string? Key, long Calls, long Blocked, long InputTokens, long OutputTokens, [property: Usd] decimal CostUsd, long CallsOfUnknownCost);
