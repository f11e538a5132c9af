using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Accounts;

/// <summary>Makes an organisation with its first user, who becomes its admin. One of this name must not exist.</summary>
public sealed record CreateOrganisation(Guid OrganisationId, string Name, Guid FounderId)
    : ICommand<CreateOrganisation, Organisation, OrganisationEvent>
{
    private static readonly Refusal Exists = new(
        RefusalKind.Conflict, "organisation-exists", "The organisation exists already", "Ask one of its admins for an invitation.");

    /// <inheritdoc/>
    public static IValidator<CreateOrganisation> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => OrganisationId;

    /// <inheritdoc/>
    public Decision<OrganisationEvent> Decide(Organisation? state, DateTimeOffset now) => state is null
        ? [new OrganisationCreated(OrganisationId, Name.Trim(), FounderId)]
        : Exists;

    private sealed class Rules : AbstractValidator<CreateOrganisation>
    {
        public Rules() => RuleFor(c => c.Name).IsName();
    }
}
