using System.Collections.Frozen;
using EventAgents.Events;

namespace EventAgents.Host.Auth;

/// <summary>Who may use a route. A route states one of these by name, or that anybody may; one that states neither does not start.</summary>
internal static class Policies
{
    /// <summary>Anybody who has come in, whatever the roles.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Users, keys, roles, and the organisation's guard settings.</summary>
    public const string Administer = "administer";

    /// <summary>Settings of the installation, rebuilds.</summary>
    public const string Operate = "operate";

    /// <summary>The audit log.</summary>
    public const string Review = "review";

    /// <summary>Reading how long things are kept.</summary>
    public const string ReadRetention = "read-retention";

    /// <summary>Proving that read models hold what the organisation's events say.</summary>
    public const string Replay = "replay";

    /// <summary>Reading issues, jobs, sessions, feedback and the board.</summary>
    public const string ReadWork = "read-work";

    /// <summary>Submitting and steering issues, giving feedback, moving cards.</summary>
    public const string Work = "work";

    /// <summary>Opening and steering sessions; pausing, resuming and cancelling jobs.</summary>
    public const string Steer = "steer";

    /// <summary>Claiming jobs and reporting on them.</summary>
    public const string RunJobs = "run-jobs";

    /// <summary>What concerns all organisations: flags, prices. Who comes in with the operator's key, and nobody else, admins included.</summary>
    public const string Install = "install";

    /// <summary>The claim of who comes in with the operator's key; no organisation can give it.</summary>
    public const string InstallationOperator = "installation-operator";

    /// <summary>The roles that each policy of an organisation lets in; an admin always may.</summary>
    public static FrozenDictionary<string, Role[]> Roles { get; } = new Dictionary<string, Role[]>
    {
        [SignedIn] = Enum.GetValues<Role>(),
        [Administer] = [Role.Admin],
        [Operate] = [Role.Admin, Role.Operator],
        [Review] = [Role.Admin, Role.Reviewer],
        [ReadRetention] = [Role.Admin, Role.Operator, Role.Reviewer],
        [Replay] = [Role.Admin, Role.Reviewer, Role.Operator],
        [ReadWork] = [Role.Admin, Role.Member, Role.Agent, Role.Reviewer],
        [Work] = [Role.Admin, Role.Member],
        [Steer] = [Role.Admin, Role.Member, Role.Agent],
        [RunJobs] = [Role.Admin, Role.Agent],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A role as it stands in claims, tables and answers.</summary>
    public static string NameOf(Role role) => WireName.Of(role);

    /// <summary>The role of a name, whatever its case; null when there is none.</summary>
    public static Role? RoleOf(string name)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            if (NameOf(role).Equals(name, StringComparison.OrdinalIgnoreCase)) return role;
        }
        return null;
    }
}
