using EventAgents.EventStore;
using EventAgents.Projections.Accounts;
using EventAgents.Projections.Audit;
using EventAgents.Projections.Feedback;
using EventAgents.Projections.Guard;
using EventAgents.Projections.Improvements;
using EventAgents.Projections.Issues;
using EventAgents.Projections.Jobs;
using EventAgents.Projections.Knowledge;
using EventAgents.Projections.Sessions;

namespace EventAgents.Projections;

/// <summary>All read models of this project, to be handed to the log.</summary>
public static class ReadModels
{
    /// <summary>Written with the events, so that whoever changed something reads it at once.</summary>
    public static IReadOnlyList<IProjection> Inline { get; } =
    [
        new IssueSummaryProjection(),
        new JobSummaryProjection(),
        new JobLogProjection(),
        new JobArtifactProjection(),
        new SessionSummaryProjection(),
        new FeedbackProjection(),
        new ImprovementBoardProjection(),
        new AccountProjection(),
        new KnowledgeProjection(),
        new LegalHoldProjection(),
    ];

    /// <summary>Follow the log: nobody waits for them.</summary>
    public static IReadOnlyList<IProjection> Asynchronous { get; } = [new LlmCallProjection(), new EventIndexProjection(), new AuditLogProjection()];
}
