using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Improvements;

/// <summary>Puts a card on the board for a bad rating. One that lies there already stays as it is.</summary>
public sealed record OpenImprovement(
    Guid ImprovementId, Guid FeedbackId, Guid JobId, Guid IssueId, string AgentType, ImprovementPriority Priority)
    : ICommand<OpenImprovement, Improvement, ImprovementEvent>
{
    /// <inheritdoc/>
    public static IValidator<OpenImprovement> Validator { get; } = new InlineValidator<OpenImprovement>();

    /// <inheritdoc/>
    public Guid StreamId => ImprovementId;

    /// <summary>How much a rating asks for a card, or null when it asks for none.</summary>
    public static ImprovementPriority? PriorityOf(int rating, FeedbackOutcome outcome) => (rating, outcome) switch
    {
        ( <= 2, FeedbackOutcome.MadeWorse) => ImprovementPriority.Critical,
        ( <= 2, _) => ImprovementPriority.High,
        (3, _) => ImprovementPriority.Medium,
        _ => null,
    };

    /// <inheritdoc/>
    public Decision<ImprovementEvent> Decide(Improvement? state, DateTimeOffset now) => state is null
        ? [new ImprovementOpened(ImprovementId, FeedbackId, JobId, IssueId, AgentType, Priority)]
        : [];
}
