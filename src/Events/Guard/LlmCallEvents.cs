namespace EventAgents.Events;

/// <summary>Something that happened to a call to an LLM. Counts and digests, never a value that was found.</summary>
public abstract record LlmCallEvent(Guid CallId);

/// <summary>A call was read, masked and forwarded.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Provider">The provider's name in the settings.</param>
/// <param name="Api">The provider's interface, such as <c>chat_completions</c>.</param>
/// <param name="Model">The model that the caller named.</param>
/// <param name="Agent">The agent that called, if it said so.</param>
/// <param name="SessionId">The session that the call belongs to, if any.</param>
/// <param name="JobId">The job that the call belongs to, if any.</param>
/// <param name="Mode">The mode that held.</param>
/// <param name="PolicyVersion">The version of the tenant's policy that held.</param>
/// <param name="Entities">Findings by type and action.</param>
/// <param name="RequestCommitment">SHA-256 of the body that was sent, in hex.</param>
/// <param name="RequestBytes">Length of the body that was sent.</param>
/// <param name="OverheadMs">Time from the last byte read to the first byte sent, in milliseconds.</param>
public sealed record LlmCallGuarded(
    Guid CallId, string Provider, string Api, string? Model, string? Agent, Guid? SessionId, Guid? JobId, GuardMode Mode, long PolicyVersion,
    IReadOnlyList<EntityCount> Entities, string RequestCommitment, long RequestBytes, double OverheadMs) : LlmCallEvent(CallId);

/// <summary>A call has ended.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="UpstreamStatus">The provider's HTTP status, if it answered.</param>
/// <param name="Tokens">What the provider counted, if it said so.</param>
/// <param name="CostUsd">What the call cost in US dollars; null when the price of the model is not known.</param>
/// <param name="ResponseCommitment">SHA-256 of the body that was received, in hex; null when there was none.</param>
/// <param name="Restored">Placeholders that were put back.</param>
/// <param name="Unrestored">Placeholders of this tenant that stayed in the reply.</param>
/// <param name="DurationMs">Time from the first byte received to the last byte answered, in milliseconds.</param>
/// <param name="TimeToFirstByteMs">Time until the provider's first byte, in milliseconds; null when none came.</param>
public sealed record LlmCallCompleted(
    Guid CallId, LlmCallOutcome Outcome, int? UpstreamStatus, TokenUsage? Tokens, [property: Usd] decimal? CostUsd, string? ResponseCommitment, int Restored,
    int Unrestored, double DurationMs, double? TimeToFirstByteMs) : LlmCallEvent(CallId)
{
    /// <summary>
    /// Values that the model brought into its reply, by type and action, each counted once; null where the policy has no replies read, where reading this one
    /// failed, and in events of before it was recorded.
    /// </summary>
    public IReadOnlyList<EntityCount>? ReplyEntities { get; init; }
}

/// <summary>
/// No end of a call was recorded in the longest time that a call may take: the process that served it died. What the provider did is not known. Should the
/// end come after all, <see cref="LlmCallCompleted"/> follows.
/// </summary>
/// <param name="CallId">The call.</param>
public sealed record LlmCallLost(Guid CallId) : LlmCallEvent(CallId);

/// <summary>A call was refused; the provider saw nothing of it.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Reason">The refusal's stable slug.</param>
/// <param name="Status">The HTTP status that the caller got.</param>
/// <param name="Provider">The provider's name in the settings, if the route named one.</param>
/// <param name="Api">The provider's interface, if the route named one.</param>
/// <param name="Model">The model, if the body could be read that far.</param>
/// <param name="Agent">The agent that called, if it said so.</param>
/// <param name="SessionId">The session that the call belongs to, if any.</param>
/// <param name="JobId">The job that the call belongs to, if any.</param>
/// <param name="PolicyVersion">The version of the tenant's policy that held; 0 when none was looked up.</param>
public sealed record LlmCallBlocked(
    Guid CallId, string Reason, int Status, string? Provider, string? Api, string? Model, string? Agent, Guid? SessionId, Guid? JobId, long PolicyVersion)
    : LlmCallEvent(CallId)
{
    /// <summary>What had been found by then, by type and action; null where nothing was scanned, and in events of before it was recorded.</summary>
    public IReadOnlyList<EntityCount>? Entities { get; init; }
}

/// <summary>A provider's count of tokens; null where it did not say.</summary>
/// <param name="Input">Tokens read, those of the cache included.</param>
/// <param name="Output">Tokens written, those of reasoning included.</param>
/// <param name="CacheRead">Tokens read that came from the provider's cache.</param>
/// <param name="CacheWrite">Tokens read that went into it.</param>
/// <param name="Reasoning">Tokens written that were spent on reasoning.</param>
public sealed record TokenUsage(long? Input, long? Output, long? CacheRead, long? CacheWrite, long? Reasoning);
