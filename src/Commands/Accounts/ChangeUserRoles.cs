using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Accounts;

/// <summary>Gives a user other roles. The same roles again change nothing.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Roles">All roles from now on.</param>
/// <param name="HasOtherAdmin">Whether somebody else in the organisation is an admin; the last one stays.</param>
public sealed record ChangeUserRoles(Guid UserId, IReadOnlyList<Role> Roles, bool HasOtherAdmin) : ICommand<ChangeUserRoles, User, UserEvent>
{
    /// <inheritdoc/>
    public static IValidator<ChangeUserRoles> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => UserId;

    /// <inheritdoc/>
    public Decision<UserEvent> Decide(User? state, DateTimeOffset now) => state switch
    {
        null => AccountRefusals.NoSuchUser,
        _ when state.Roles.SequenceEqual(AccountRules.Sorted(Roles)) => [],
        _ when state.Roles.Contains(Role.Admin) && !Roles.Contains(Role.Admin) && !HasOtherAdmin => AccountRefusals.LastAdmin,
        _ => [new UserRolesChanged(UserId, AccountRules.Sorted(Roles))],
    };

    private sealed class Rules : AbstractValidator<ChangeUserRoles>
    {
        public Rules() => RuleFor(c => c.Roles).AreRoles();
    }
}
