using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Feedback;

/// <summary>What feedback has to know about the job that it is about.</summary>
/// <param name="JobId">The job.</param>
/// <param name="IssueId">Its issue.</param>
/// <param name="AgentType">The type of agent that did it.</param>
/// <param name="Status">Where it stands.</param>
public sealed record RatedJob(Guid JobId, Guid IssueId, string AgentType, JobStatus Status);

/// <summary>A user rates a finished job, once. A bad rating opens a card on the improvement board.</summary>
/// <param name="FeedbackId"><see cref="StreamIds.OfFeedback"/> of job and user.</param>
/// <param name="Job">The job as it stands, or null when the tenant has no such job.</param>
/// <param name="UserId">Who rates.</param>
/// <param name="Rating">From 1 (bad) to 5 (good).</param>
/// <param name="Outcome">Whether it solved what it was for.</param>
/// <param name="Comment">In the user's words.</param>
/// <param name="Tags">At most 20 of at most 50 characters.</param>
public sealed record SubmitFeedback(
    Guid FeedbackId, RatedJob? Job, string UserId, int Rating, FeedbackOutcome Outcome, string? Comment, IReadOnlyList<string> Tags)
    : ICommand<SubmitFeedback, FeedbackEntry, FeedbackEvent>
{
    /// <inheritdoc/>
    public static IValidator<SubmitFeedback> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => FeedbackId;

    /// <inheritdoc/>
    public Decision<FeedbackEvent> Decide(FeedbackEntry? state, DateTimeOffset now) => (state, Job) switch
    {
        (_, null) => FeedbackRefusals.NoSuchJob,
        ({ }, _) => FeedbackRefusals.AlreadyGiven,
        (_, { Status: JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled } job) =>
            [new FeedbackSubmitted(FeedbackId, job.JobId, job.IssueId, job.AgentType, UserId, Rating, Outcome, Comment, Tags)],
        _ => FeedbackRefusals.JobNotFinished,
    };

    private sealed class Rules : AbstractValidator<SubmitFeedback>
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
