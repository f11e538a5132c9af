using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Audit;

/// <summary>What an event means to an auditor: what was tried, on what, and how it ended. It quotes no text that a caller wrote.</summary>
/// <param name="Action">What was done or tried: the event's stored name, or the command that was refused.</param>
/// <param name="ResourceType">What it was done to.</param>
/// <param name="ResourceId">Which one; null when it never came to be.</param>
/// <param name="Outcome"><c>succeeded</c>, <c>denied</c>, <c>rejected</c>, <c>blocked</c> or <c>failed</c>.</param>
/// <param name="Reason">The stable name of the reason; null for what succeeded.</param>
internal sealed record AuditFact(string Action, string ResourceType, Guid? ResourceId, string Outcome = AuditFact.Succeeded, string? Reason = null)
{
    public const string Succeeded = "succeeded";

    public static AuditFact Of(StoredEvent stored) => stored.Data switch
    {
        AccessDenied e => new(stored.Type, "route", null, "denied", $"{e.Reason}: {e.Method} {e.Route}"),
        CommandRejected e => new(e.Command, e.ResourceType == "feedback_entry" ? "feedback" : e.ResourceType, e.ResourceId, "rejected", e.Slug),
        LoginFailed e => new(stored.Type, "user", null, "failed", e.Reason),
        LlmCallLost e => new(stored.Type, "llm_call", e.CallId, "failed", "lost"),
        LlmCallBlocked e => new(stored.Type, "llm_call", e.CallId, "blocked", e.Reason),
        AuditRead => new(stored.Type, "audit_log", null),
        AuditExported e => new(stored.Type, "audit_log", e.ExportId),
        ReplayRequested e => new(stored.Type, "read_model", e.ReplayId),
        ReplayCompleted { Missing: 0, Extra: 0, Changed: 0 } e => new(stored.Type, "read_model", e.ReplayId),
        ReplayCompleted e => new(stored.Type, "read_model", e.ReplayId, "failed", "differs"),
        StreamsArchived => new(stored.Type, "stream", null),
        LegalHoldPlaced e => new(stored.Type, "legal_hold", e.HeldStreamId),
        LegalHoldReleased e => new(stored.Type, "legal_hold", e.HeldStreamId),
        JobAttemptFailed or JobFailed => new(stored.Type, "job", stored.Stream.Id, "failed"),
        _ => new(stored.Type, ResourceOf(stored.Data), stored.Stream.Id),
    };

    private static string ResourceOf(object happened) => happened switch
    {
        IssueEvent => "issue",
        JobEvent => "job",
        SessionEvent => "session",
        FeedbackEvent => "feedback",
        ImprovementEvent => "improvement",
        OrganisationEvent => "organisation",
        UserEvent or UserLoggedIn or UserLoggedOut => "user",
        ApiKeyEvent => "api_key",
        LlmCallEvent => "llm_call",
        GuardSettingsEvent => "guard_settings",
        FeatureFlagEvent => "feature_flags",
        KnowledgeEvent => "knowledge_artifact",
        SeedEvent => "store",
        RetentionEvent => "retention_settings",
        AccessEvent => "access",
        _ => "stream",
    };
}
