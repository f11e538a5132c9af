using EventAgents.Commands.Accounts;
using EventAgents.Commands.Improvements;
using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Events;

namespace EventAgents.Commands.Coupling;

/// <summary>
/// What an event in one stream means for another, in the same transaction: an issue and its jobs move together, a bad rating opens a card, an
/// organisation begins with its founder. A coupled event asks for nothing further.
/// </summary>
public static class Couplings
{
    /// <summary>The commands that an event asks for; none for most events.</summary>
    public static IReadOnlyList<CoupledCommand> Of(object happened) => happened switch
    {
        IssueQueued e => [Command(new CreateJob(e.JobId, e.IssueId, e.AgentType, e.Model, QueuePriority.Of(e.Priority), e.Config))],
        IssueCancelled { JobId: { } jobId } => [Command(new CancelJobIfOpen(jobId, "The issue was cancelled."))],
        IssueRetried { ReplacedJobId: { } jobId } => [Command(new CancelJobIfOpen(jobId, "The issue is tried again with another job."))],

        JobStarted e => [Command(new StartIssueProcessing(e.IssueId, e.JobId))],
        JobCompleted e => [Command(new FinishIssue(e.IssueId, e.JobId, e.NeedsReview))],
        JobFailed e => [Command(new FailIssue(e.IssueId, e.JobId, e.Error))],

        FeedbackSubmitted e => CardFor(e.FeedbackId, e.JobId, e.IssueId, e.AgentType, e.Rating, e.Outcome),
        FeedbackRevised e => CardFor(e.FeedbackId, e.JobId, e.IssueId, e.AgentType, e.Rating, e.Outcome),

        OrganisationCreated e => [Command(new SignUpUser(e.FounderId, e.OrganisationId))],
        _ => [],
    };

    private static CoupledCommand[] CardFor(Guid feedbackId, Guid jobId, Guid issueId, string agentType, int rating, FeedbackOutcome outcome) =>
        OpenImprovement.PriorityOf(rating, outcome) is { } priority
            ? [Command(new OpenImprovement(StreamIds.OfImprovement(feedbackId), feedbackId, jobId, issueId, agentType, priority))]
            : [];

    private static CoupledCommand Command<TCommand, TAggregate, TEvent>(ICommand<TCommand, TAggregate, TEvent> command)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class => CoupledCommand.Of(command);
}
