using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Feedback;

/// <summary>The author thinks otherwise now. The same opinion again changes nothing.</summary>
public sealed record ReviseFeedback(
    Guid FeedbackId, string UserId, int Rating, FeedbackOutcome Outcome, string? Comment, IReadOnlyList<string> Tags)
    : ICommand<ReviseFeedback, FeedbackEntry, FeedbackEvent>
{
    /// <inheritdoc/>
    public static IValidator<ReviseFeedback> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => FeedbackId;

    /// <inheritdoc/>
    public Decision<FeedbackEvent> Decide(FeedbackEntry? state, DateTimeOffset now)
    {
        if (state is null) return FeedbackRefusals.NotFound;
        if (state.UserId != UserId) return FeedbackRefusals.NotYours;

        var said = state.Said;
        var isTheSame = said.Rating == Rating && said.Outcome == Outcome && said.Comment == Comment && said.Tags.SequenceEqual(Tags);
        return isTheSame ? [] : [said with { Rating = Rating, Outcome = Outcome, Comment = Comment, Tags = Tags }];
    }

    private sealed class Rules : AbstractValidator<ReviseFeedback>
    {
        public Rules()
        {
            RuleFor(c => c.Rating).IsRating();
            RuleFor(c => c.Outcome).IsInEnum();
            RuleFor(c => c.Comment).IsComment();
            RuleFor(c => c.Tags).AreTags();
        }
    }
}
