using EventAgents.Events;

namespace EventAgents.Commands.Guard;

/// <summary>How a call stands.</summary>
public enum LlmCallStatus
{
    /// <summary>On its way.</summary>
    Open,
    /// <summary>Nobody knows how it ended; who does may still say so.</summary>
    Lost,
    /// <summary>Answered or refused.</summary>
    Ended,
}

/// <summary>A call to an LLM: recorded when it leaves, ended once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">How it stands.</param>
public sealed record LlmCall(Guid Id, LlmCallStatus Status) : IAggregate<LlmCall, LlmCallEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "llm_call";

    /// <inheritdoc/>
    public static LlmCall? Evolve(LlmCall? state, LlmCallEvent happened) => (state, happened) switch
    {
        (null, LlmCallGuarded e) => new LlmCall(e.CallId, LlmCallStatus.Open),
        (null, LlmCallBlocked e) => new LlmCall(e.CallId, LlmCallStatus.Ended),
        ({ Status: LlmCallStatus.Open } call, LlmCallLost) => call with { Status = LlmCallStatus.Lost },
        ({ Status: not LlmCallStatus.Ended } call, LlmCallCompleted or LlmCallBlocked) => call with { Status = LlmCallStatus.Ended },
        _ => throw IAggregate<LlmCall, LlmCallEvent>.CannotFollow(state, happened),
    };
}
