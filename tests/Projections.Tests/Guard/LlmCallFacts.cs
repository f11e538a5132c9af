using EventAgents.Events;

namespace EventAgents.Projections.Tests.Guard;

/// <summary>Facts of calls that tests begin with.</summary>
public static class LlmCallFacts
{
    public static LlmCallGuarded Guarded(Guid id, string model = "gpt-4o", string? agent = "coder", Guid? sessionId = null) => new(
        id, "openai", "chat.completions", model, agent, sessionId, JobId: null, GuardMode.Mask, PolicyVersion: 1,
        [new EntityCount("PERSON", GuardAction.Mask, 2), new EntityCount("LOCATION", GuardAction.Allow, 1)], RequestCommitment: "00ff", RequestBytes: 120, OverheadMs: 0.8);

    public static LlmCallCompleted Answered(Guid id, decimal? cost = 0.0012m) => new(
        id, LlmCallOutcome.Answered, UpstreamStatus: 200, new TokenUsage(10, 20, 4, null, null), cost, ResponseCommitment: "ff00", Restored: 2, Unrestored: 0,
        DurationMs: 800.5, TimeToFirstByteMs: 200)
    {
        ReplyEntities = [new EntityCount("EMAIL", GuardAction.Mask, 3)],
    };

    public static LlmCallBlocked Blocked(Guid id) => new(
        id, "strict-finding", Status: 422, "openai", "chat.completions", "gpt-4o", Agent: null, SessionId: null, JobId: null, PolicyVersion: 1);
}
