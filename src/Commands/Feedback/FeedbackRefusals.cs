namespace EventAgents.Commands.Feedback;

/// <summary>What can be said no to about feedback.</summary>
internal static class FeedbackRefusals
{
    public static Refusal NotFound { get; } = Refusal.NotFound("feedback");

    public static Refusal NoSuchJob { get; } = Refusal.NotFound("job");

    public static Refusal AlreadyGiven { get; } =
        new(RefusalKind.Conflict, "feedback-exists", "You rated this job already", "There is one feedback per user and job. Change it with PUT.");

    public static Refusal JobNotFinished { get; } =
        new(RefusalKind.Conflict, "job-not-finished", "The job is not finished", "Only a job that has ended can be rated.");

    public static Refusal NotYours { get; } =
        new(RefusalKind.Forbidden, "not-the-author", "Not your feedback", "Only its author changes a feedback.");
}
