using System.Collections.Immutable;
using EventAgents.Events;

namespace EventAgents.Commands.Accounts;

/// <summary>A user, as far as the rules need it. Address and password are no business of theirs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Roles">What it may do, in the order of <see cref="Role"/>.</param>
public sealed record User(Guid Id, ImmutableArray<Role> Roles) : IAggregate<User, UserEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "user";

    /// <inheritdoc/>
    public static User? Evolve(User? state, UserEvent happened) => (state, happened) switch
    {
        (null, UserSignedUp e) => new User(e.UserId, AccountRules.Sorted(e.Roles)),
        (null, UserInvited e) => new User(e.UserId, AccountRules.Sorted(e.Roles)),
        ({ } user, UserRolesChanged e) => user with { Roles = AccountRules.Sorted(e.Roles) },
        _ => throw IAggregate<User, UserEvent>.CannotFollow(state, happened),
    };
}
