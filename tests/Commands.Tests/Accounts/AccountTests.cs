using EventAgents.Commands.Accounts;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Accounts;

public class AccountTests
{
    private static readonly Guid OrganisationId = StreamIds.OfOrganisation("Example Ltd");
    private static readonly Guid UserId = Guid.Parse("0198f000-0000-7000-8000-000000000051");
    private static readonly Guid KeyId = Guid.Parse("0198f000-0000-7000-8000-000000000052");
    private static readonly UserInvited Member = new(UserId, OrganisationId, [Role.Member]);
    private static readonly UserSignedUp Founder = new(UserId, OrganisationId, [Role.Admin]);
    private static readonly CreateApiKey CreateKey = new(KeyId, "ci", [Role.Agent], ExpiresAt: null);
    private static readonly ApiKeyCreated KeyCreated = new(KeyId, "ci", [Role.Agent], ExpiresAt: null);

    [Fact]
    public void An_organisation_of_a_name_exists_once()
    {
        var create = new CreateOrganisation(OrganisationId, " Example Ltd ", UserId);
        var created = new OrganisationCreated(OrganisationId, "Example Ltd", UserId);
        new Spec<Organisation, OrganisationEvent>().When(create).Then(created);
        new Spec<Organisation, OrganisationEvent>(created).When(create).ThenRefused("organisation-exists");
    }

    [Theory]
    [InlineData("example ltd")]
    [InlineData("EXAMPLE LTD ")]
    public void Case_and_blanks_make_no_other_organisation(string name) => Assert.Equal(OrganisationId, StreamIds.OfOrganisation(name));

    [Fact] public void The_founder_is_an_admin() => OfUser().When(new SignUpUser(UserId, OrganisationId)).Then(Founder);

    [Fact]
    public void An_invited_user_has_the_roles_that_the_admin_gave() =>
        OfUser().When(new InviteUser(UserId, OrganisationId, [Role.Member])).Then(Member);

    [Fact]
    public void A_user_exists_once()
    {
        OfUser(Member).When(new InviteUser(UserId, OrganisationId, [Role.Member])).ThenRefused("already-exists");
        OfUser(Member).When(new SignUpUser(UserId, OrganisationId)).ThenRefused("already-exists");
    }

    [Fact]
    public void Roles_change() =>
        OfUser(Member).When(new ChangeUserRoles(UserId, [Role.Reviewer, Role.Operator], HasOtherAdmin: true))
            .Then(new UserRolesChanged(UserId, [Role.Operator, Role.Reviewer]));

    [Fact]
    public void The_same_roles_in_another_order_change_nothing() =>
        OfUser(Member, new UserRolesChanged(UserId, [Role.Operator, Role.Reviewer]))
            .When(new ChangeUserRoles(UserId, [Role.Reviewer, Role.Operator], HasOtherAdmin: true)).Then();

    [Fact]
    public void The_last_admin_stays()
    {
        OfUser(Founder).When(new ChangeUserRoles(UserId, [Role.Member], HasOtherAdmin: false)).ThenRefused("last-admin");
        OfUser(Founder).When(new ChangeUserRoles(UserId, [Role.Member], HasOtherAdmin: true)).Then(new UserRolesChanged(UserId, [Role.Member]));
        OfUser(Founder).When(new ChangeUserRoles(UserId, [Role.Admin, Role.Member], HasOtherAdmin: false)).Then(new UserRolesChanged(UserId, [Role.Admin, Role.Member]));
    }

    [Fact] public void An_unknown_user_is_not_found() => OfUser().When(new ChangeUserRoles(UserId, [Role.Member], HasOtherAdmin: true)).ThenRefused("not-found");

    [Fact]
    public void A_key_is_created_once_and_revoked_once()
    {
        OfKey().When(CreateKey).Then(KeyCreated);
        OfKey(KeyCreated).When(CreateKey).ThenRefused("already-exists");
        OfKey(KeyCreated).When(new RevokeApiKey(KeyId, "leaked")).Then(new ApiKeyRevoked(KeyId, "leaked"));
        OfKey(KeyCreated, new ApiKeyRevoked(KeyId, null)).When(new RevokeApiKey(KeyId, "leaked")).Then();
        OfKey().When(new RevokeApiKey(KeyId, null)).ThenRefused("not-found");
    }

    [Fact] public void A_key_expires_in_the_future() => OfKey().When(CreateKey with { ExpiresAt = Times.Noon }).ThenRefused("expiry-in-the-past");

    [Fact]
    public void All_faults_are_named_at_once()
    {
        Assert.Equal(["/name"], Validation.FaultsOf(new CreateOrganisation(OrganisationId, "", UserId)));
        Assert.Equal(["/name", "/roles"], Validation.FaultsOf(CreateKey with { Name = new string('n', 101), Roles = [] }));
        Assert.Equal(["/roles"], Validation.FaultsOf(new InviteUser(UserId, OrganisationId, [(Role)9])));
        Assert.Equal(["/roles"], Validation.FaultsOf(new ChangeUserRoles(UserId, [Role.Member, Role.Member], HasOtherAdmin: true)));
        Assert.Equal(["/reason"], Validation.FaultsOf(new RevokeApiKey(KeyId, new string('r', 2_001))));
    }

    private static Spec<User, UserEvent> OfUser(params UserEvent[] happened) => new(happened);

    private static Spec<ApiKey, ApiKeyEvent> OfKey(params ApiKeyEvent[] happened) => new(happened);
}
