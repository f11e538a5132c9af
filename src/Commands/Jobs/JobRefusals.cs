namespace EventAgents.Commands.Jobs;

/// <summary>What can be said no to about a job, beside its state.</summary>
internal static class JobRefusals
{
    public static Refusal NotFound { get; } = Refusal.NotFound("job");

    public static Refusal AlreadyExists { get; } = Refusal.AlreadyExists("job");

    public static Refusal Cancelled { get; } =
        new(RefusalKind.Conflict, "job-cancelled", "The job was cancelled", "The job is not wanted any more. Stop working on it.");

    public static Refusal LeaseLost(int attempt) =>
        new(RefusalKind.Conflict, "lease-lost", "The lease is lost", $"Attempt {attempt} is not this worker's, or no longer the job's. Stop working on it.");

    public static Refusal NotDue(DateTimeOffset retryAt) =>
        new(RefusalKind.Conflict, "retry-not-due", "The retry is not due", $"The job may be started again at {retryAt:O}.");
}
