using EventAgents.Events;

namespace EventAgents.Commands.Feedback;

/// <summary>What one user thinks of one job, as far as its rules need it: what was said last, and by whom.</summary>
/// <param name="Id">Its id, <see cref="StreamIds.OfFeedback"/>.</param>
/// <param name="UserId">Whose opinion it is.</param>
/// <param name="Said">The opinion that holds.</param>
public sealed record FeedbackEntry(Guid Id, string UserId, FeedbackRevised Said) : IAggregate<FeedbackEntry, FeedbackEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "feedback_entry";

    /// <inheritdoc/>
    public static FeedbackEntry? Evolve(FeedbackEntry? state, FeedbackEvent happened) => (state, happened) switch
    {
        (null, FeedbackSubmitted e) => new FeedbackEntry(
            e.FeedbackId, e.UserId, new FeedbackRevised(e.FeedbackId, e.JobId, e.IssueId, e.AgentType, e.Rating, e.Outcome, e.Comment, e.Tags)),
        ({ } entry, FeedbackRevised e) => entry with { Said = e },
        _ => throw IAggregate<FeedbackEntry, FeedbackEvent>.CannotFollow(state, happened),
    };
}
