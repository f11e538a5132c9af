using EventAgents.Events;

namespace EventAgents.Commands.Accounts;

/// <summary>An organisation, which is a tenant: there is one, that is all that its rules need.</summary>
/// <param name="Id">Its id, <see cref="StreamIds.OfOrganisation"/>.</param>
public sealed record Organisation(Guid Id) : IAggregate<Organisation, OrganisationEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "organisation";

    /// <inheritdoc/>
    public static Organisation? Evolve(Organisation? state, OrganisationEvent happened) => (state, happened) switch
    {
        (null, OrganisationCreated e) => new Organisation(e.OrganisationId),
        _ => throw IAggregate<Organisation, OrganisationEvent>.CannotFollow(state, happened),
    };
}
