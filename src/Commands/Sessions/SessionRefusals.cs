namespace EventAgents.Commands.Sessions;

/// <summary>What can be said no to about a session, beside its state.</summary>
internal static class SessionRefusals
{
    public static Refusal NotFound { get; } = Refusal.NotFound("session");

    public static Refusal AlreadyExists { get; } = Refusal.AlreadyExists("session");
}
