namespace EventAgents.Commands.Guard;

/// <summary>What can be said no to about a recorded call.</summary>
internal static class LlmCallRefusals
{
    public static Refusal NotFound { get; } = Refusal.NotFound("call");

    public static Refusal AlreadyRecorded { get; } = Refusal.AlreadyExists("call");

    public static Refusal HasEnded { get; } =
        new(RefusalKind.Conflict, "call-ended", "The call has ended", "A call is answered or refused once.");
}
