using EventAgents.Events;

namespace EventAgents.Commands.Guard;

/// <summary>A call to an LLM: recorded when it leaves, ended once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="HasEnded">Whether it was answered or refused.</param>
public sealed record LlmCall(Guid Id, bool HasEnded) : IAggregate<LlmCall, LlmCallEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "llm_call";

    /// <inheritdoc/>
    public static LlmCall? Evolve(LlmCall? state, LlmCallEvent happened) => (state, happened) switch
    {
        (null, LlmCallGuarded e) => new LlmCall(e.CallId, HasEnded: false),
        (null, LlmCallBlocked e) => new LlmCall(e.CallId, HasEnded: true),
        ({ HasEnded: false } call, LlmCallCompleted or LlmCallBlocked) => call with { HasEnded = true },
        _ => throw IAggregate<LlmCall, LlmCallEvent>.CannotFollow(state, happened),
    };
}
