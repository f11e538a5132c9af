using EventAgents.Events;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Proxy;
using TokenUsage = EventAgents.Events.TokenUsage;

namespace EventAgents.Host.Guard;

/// <summary>The guard's records as events.</summary>
internal static class CallEvents
{
    public static LlmCallGuarded Of(CallRecord record) => new(
        record.Call.Id, record.Call.Provider!, record.Call.Api!, record.Model, record.Call.Labels.Agent, record.Call.Labels.SessionId, record.Call.Labels.JobId,
        GuardTerms.Of(record.Mode), record.PolicyVersion, Of(record.Entities),
        record.RequestCommitment,
        record.RequestBytes, record.Overhead.TotalMilliseconds);

    public static LlmCallCompleted Of(CallEnd end) => new(
        end.Call.Id, GuardTerms.Of(end.Outcome), end.UpstreamStatus,
        end.Usage is { } usage ? new TokenUsage(usage.Input, usage.Output, usage.CacheRead, usage.CacheWrite, usage.Reasoning) : null,
        end.CostUsd, end.ResponseCommitment,
        end.Restored, end.Unrestored, end.Duration.TotalMilliseconds, end.TimeToFirstByte?.TotalMilliseconds)
    {
        ReplyEntities = end.ReplyEntities is { } found ? Of(found) : null,
    };

    public static LlmCallBlocked Of(CallBlock block) => new(
        block.Call.Id, ProviderErrors.SlugOf(block.Reason), block.Status, block.Call.Provider, block.Call.Api, block.Model, block.Call.Labels.Agent,
        block.Call.Labels.SessionId,
        block.Call.Labels.JobId, block.PolicyVersion)
    {
        Entities = block.Entities.Count == 0 ? null : Of(block.Entities),
    };

    private static EntityCount[] Of(IReadOnlyList<EventAgents.Guard.Masking.EntityCount> counts) =>
        [.. counts.Select(count => new EntityCount(count.Type, GuardTerms.Of(count.Action), count.Count))];
}
