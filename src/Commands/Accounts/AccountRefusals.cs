namespace EventAgents.Commands.Accounts;

/// <summary>What can be said no to about users and keys.</summary>
internal static class AccountRefusals
{
    public static Refusal NoSuchUser { get; } = Refusal.NotFound("user");

    public static Refusal UserExists { get; } = Refusal.AlreadyExists("user");

    public static Refusal NoSuchKey { get; } = Refusal.NotFound("API key");

    public static Refusal KeyExists { get; } = Refusal.AlreadyExists("API key");

    public static Refusal LastAdmin { get; } =
        new(RefusalKind.Conflict, "last-admin", "The organisation needs an admin", "Make somebody else an admin first.");

    public static Refusal ExpiresInThePast { get; } =
        new(RefusalKind.Invalid, "expiry-in-the-past", "The key would have expired already", "'expiresAt' must be in the future.");
}
