using System.Collections.Frozen;
using System.Text.Json;

namespace EventAgents.Events;

/// <summary>Every event by its stored name: the class name in snake case, as Marten's default alias has it. A name stands for ever.</summary>
public static class EventTypes
{
    /// <summary>Stored name → class.</summary>
    public static FrozenDictionary<string, Type> ByName { get; } = new Dictionary<string, Type>
    {
        ["issue_submitted"] = typeof(IssueSubmitted),
        ["issue_classified"] = typeof(IssueClassified),
        ["issue_queued"] = typeof(IssueQueued),
        ["issue_processing_started"] = typeof(IssueProcessingStarted),
        ["issue_sent_to_review"] = typeof(IssueSentToReview),
        ["issue_approved"] = typeof(IssueApproved),
        ["issue_rework_requested"] = typeof(IssueReworkRequested),
        ["issue_completed"] = typeof(IssueCompleted),
        ["issue_failed"] = typeof(IssueFailed),
        ["issue_retried"] = typeof(IssueRetried),
        ["issue_cancelled"] = typeof(IssueCancelled),
        ["issue_priority_changed"] = typeof(IssuePriorityChanged),

        ["job_created"] = typeof(JobCreated),
        ["job_started"] = typeof(JobStarted),
        ["job_lease_expired"] = typeof(JobLeaseExpired),
        ["job_attempt_failed"] = typeof(JobAttemptFailed),
        ["job_paused"] = typeof(JobPaused),
        ["job_resumed"] = typeof(JobResumed),
        ["job_completed"] = typeof(JobCompleted),
        ["job_failed"] = typeof(JobFailed),
        ["job_cancelled"] = typeof(JobCancelled),
        ["job_logged"] = typeof(JobLogged),
        ["artifact_produced"] = typeof(ArtifactProduced),

        ["session_created"] = typeof(SessionCreated),
        ["session_activated"] = typeof(SessionActivated),
        ["session_paused"] = typeof(SessionPaused),
        ["session_resumed"] = typeof(SessionResumed),
        ["session_completed"] = typeof(SessionCompleted),
        ["session_failed"] = typeof(SessionFailed),
        ["session_expired"] = typeof(SessionExpired),
        ["session_metadata_changed"] = typeof(SessionMetadataChanged),

        ["feedback_submitted"] = typeof(FeedbackSubmitted),
        ["feedback_revised"] = typeof(FeedbackRevised),

        ["improvement_opened"] = typeof(ImprovementOpened),
        ["improvement_moved"] = typeof(ImprovementMoved),
        ["improvement_analyzed"] = typeof(ImprovementAnalyzed),
        ["improvement_implemented"] = typeof(ImprovementImplemented),
        ["improvement_verified"] = typeof(ImprovementVerified),
        ["improvement_dismissed"] = typeof(ImprovementDismissed),

        ["organisation_created"] = typeof(OrganisationCreated),
        ["user_signed_up"] = typeof(UserSignedUp),
        ["user_invited"] = typeof(UserInvited),
        ["user_roles_changed"] = typeof(UserRolesChanged),
        ["api_key_created"] = typeof(ApiKeyCreated),
        ["api_key_revoked"] = typeof(ApiKeyRevoked),

        ["user_logged_in"] = typeof(UserLoggedIn),
        ["user_logged_out"] = typeof(UserLoggedOut),
        ["login_failed"] = typeof(LoginFailed),
        ["access_denied"] = typeof(AccessDenied),
        ["command_rejected"] = typeof(CommandRejected),
        ["audit_read"] = typeof(AuditRead),
        ["audit_exported"] = typeof(AuditExported),
        ["replay_requested"] = typeof(ReplayRequested),
        ["replay_completed"] = typeof(ReplayCompleted),
        ["streams_archived"] = typeof(StreamsArchived),
        ["retention_changed"] = typeof(RetentionChanged),
        ["legal_hold_placed"] = typeof(LegalHoldPlaced),
        ["legal_hold_released"] = typeof(LegalHoldReleased),

        ["llm_call_guarded"] = typeof(LlmCallGuarded),
        ["llm_call_completed"] = typeof(LlmCallCompleted),
        ["llm_call_lost"] = typeof(LlmCallLost),
        ["llm_call_blocked"] = typeof(LlmCallBlocked),
        ["guard_policy_changed"] = typeof(GuardPolicyChanged),
        ["guard_detection_changed"] = typeof(GuardDetectionChanged),
        ["guard_mode_changed"] = typeof(GuardModeChanged),
        ["guard_budget_changed"] = typeof(GuardBudgetChanged),

        ["knowledge_artifact_indexed"] = typeof(KnowledgeArtifactIndexed),
        ["knowledge_artifact_used"] = typeof(KnowledgeArtifactUsed),
        ["knowledge_artifact_deprecated"] = typeof(KnowledgeArtifactDeprecated),

        ["store_seeded"] = typeof(StoreSeeded),
        ["feature_flag_changed"] = typeof(FeatureFlagChanged),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Names that are no longer written, each with what makes today's event of its JSON. When a shape changes, the new one gets a new stored
    /// name (<c>issue_submitted_v2</c>) above and the old name moves here; stored events are never rewritten.
    /// </summary>
    public static FrozenDictionary<string, Func<JsonElement, object>> Upcasters { get; } = FrozenDictionary<string, Func<JsonElement, object>>.Empty;
}
