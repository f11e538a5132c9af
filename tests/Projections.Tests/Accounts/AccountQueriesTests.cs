using EventAgents.Commands;
using EventAgents.Commands.Accounts;
using EventAgents.Events;
using EventAgents.Projections.Accounts;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests.Accounts;

public class AccountQueriesTests(Product product) : IClassFixture<Product>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly AccountQueries _accounts = new(product.Database);

    [Fact]
    public async Task An_organisation_has_its_founder_and_whom_it_invited()
    {
        var caller = Product.Ada with { TenantId = "founded" };
        var (founder, invited) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var organisation = StreamIds.OfOrganisation("Founded Ltd");
        await product.Do(new CreateOrganisation(organisation, "Founded Ltd", founder), caller);
        Assert.False(await _accounts.HasOtherAdminAsync("founded", founder, _cancellation));

        await product.Do(new InviteUser(invited, organisation, [Role.Member]), caller);
        Assert.False(await _accounts.HasOtherAdminAsync("founded", founder, _cancellation));
        await product.Do(new ChangeUserRoles(invited, [Role.Reviewer, Role.Admin], HasOtherAdmin: true), caller);
        Assert.True(await _accounts.HasOtherAdminAsync("founded", founder, _cancellation));

        Assert.Equal("Founded Ltd", await _accounts.FindOrganisationAsync("founded", _cancellation));
        Assert.Null(await _accounts.FindOrganisationAsync("unknown", _cancellation));
        Assert.Equal([invited, founder], (await _accounts.ListUsersAsync("founded", new PageRequest(), _cancellation)).Items.Select(user => user.Id));
        var user = await _accounts.FindUserAsync("founded", invited, _cancellation);
        Assert.Equal([Role.Admin, Role.Reviewer], user?.Roles);
        Assert.Equal(2, user?.Version);
        Assert.Null(await _accounts.FindUserAsync("other", invited, _cancellation));
    }

    [Fact]
    public async Task A_key_is_shown_with_its_ends_and_never_with_its_secret()
    {
        var id = Guid.CreateVersion7();
        var expiresAt = product.Clock.GetUtcNow().AddDays(30);
        await product.Do(new CreateApiKey(id, "ci", [Role.Agent, Role.Member], expiresAt));
        await product.Do(new RevokeApiKey(id, "leaked"));

        var key = await _accounts.FindKeyAsync(Product.Tenant, id, _cancellation);
        Assert.Equal(("ci", 2, expiresAt, product.Clock.GetUtcNow()), (key?.Name, key?.Version, key?.ExpiresAt, key?.RevokedAt));
        Assert.Equal([Role.Member, Role.Agent], key?.Roles);
        Assert.Equal(id, Assert.Single((await _accounts.ListKeysAsync(Product.Tenant, new PageRequest(), _cancellation)).Items).Id);
        Assert.Null(await _accounts.FindKeyAsync("other", id, _cancellation));
    }
}
