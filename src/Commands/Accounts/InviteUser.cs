using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Accounts;

/// <summary>An admin adds a user to the organisation. Whether the address is taken already is seen outside the log.</summary>
public sealed record InviteUser(Guid UserId, Guid OrganisationId, IReadOnlyList<Role> Roles) : ICommand<InviteUser, User, UserEvent>
{
    /// <inheritdoc/>
    public static IValidator<InviteUser> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => UserId;

    /// <inheritdoc/>
    public Decision<UserEvent> Decide(User? state, DateTimeOffset now) => state is null
        ? [new UserInvited(UserId, OrganisationId, AccountRules.Sorted(Roles))]
        : AccountRefusals.UserExists;

    private sealed class Rules : AbstractValidator<InviteUser>
    {
        public Rules() => RuleFor(c => c.Roles).AreRoles();
    }
}
