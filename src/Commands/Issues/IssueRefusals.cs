namespace EventAgents.Commands.Issues;

/// <summary>What can be said no to about an issue, beside its state.</summary>
internal static class IssueRefusals
{
    public static Refusal NotFound { get; } = Refusal.NotFound("issue");

    public static Refusal AlreadyExists { get; } = Refusal.AlreadyExists("issue");
}
