using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Accounts;

/// <summary>The founder of an organisation becomes its first user and admin.</summary>
public sealed record SignUpUser(Guid UserId, Guid OrganisationId) : ICommand<SignUpUser, User, UserEvent>
{
    /// <inheritdoc/>
    public static IValidator<SignUpUser> Validator { get; } = new InlineValidator<SignUpUser>();

    /// <inheritdoc/>
    public Guid StreamId => UserId;

    /// <inheritdoc/>
    public Decision<UserEvent> Decide(User? state, DateTimeOffset now) => state is null
        ? [new UserSignedUp(UserId, OrganisationId, [Role.Admin])]
        : AccountRefusals.UserExists;
}
