using EventAgents.EventStore;
using EventAgents.Host.Api;

namespace EventAgents.Host.Endpoints;

/// <summary>What the tables of users refuse, as the caller is told.</summary>
internal static class AccountConflicts
{
    private const string EmailConstraint = "users_email_key";

    private static readonly Problem EmailTaken =
        new(StatusCodes.Status409Conflict, "already-exists", "It exists already", "There is such user already.");

    /// <summary>Runs a command that adds a user; an address that is taken is a conflict.</summary>
    public static async Task<IResult> Told(Func<Task<IResult>> run)
    {
        try
        {
            return await run();
        }
        catch (ConstraintViolatedException e) when (e.Constraint == EmailConstraint)
        {
            return EmailTaken.ToResult();
        }
    }
}
