using EventAgents.Commands;
using EventAgents.Commands.Accounts;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Auth;
using Microsoft.AspNetCore.Identity;

namespace EventAgents.Host.Seeding;

/// <summary>An organisation and its people: an admin, some operators and reviewers, mostly members; one of ten has not answered the invitation.</summary>
internal static class PeopleSeed
{
    public static string OrganisationOf(string environment) => $"EventAgents {environment}";

    /// <summary>Reserved for examples (RFC 2606), so that no mail can reach anybody.</summary>
    public static string EmailOf(int user) => $"user{user:00}@staging.example.com";

    public static async Task AddAsync(SeedCommands commands, string organisation, int count, SeedLogin login, Action done)
    {
        var organisationId = StreamIds.OfOrganisation(organisation);
        // One hash for all, because they share one password and making a hash is slow on purpose.
        var nobody = new StoredUser(Guid.Empty, "", "", PasswordHash: null, [], DateTimeOffset.MinValue, IsInvited: false);
        var hash = new PasswordHasher<StoredUser>().HashPassword(nobody, login.Password);

        var founder = commands.IdOf("user-0");
        await commands.DoAsync(
            new CreateOrganisation(organisationId, organisation, founder), also: sql => Users.Add(sql, commands.TenantId, founder, login.Email, hash, [Role.Admin]));
        await SeedCommands.ForEachAsync(Enumerable.Range(1, count - 1), number => AddUserAsync(commands, organisationId, number, hash), done);
        done();

        var key = commands.IdOf("api-key");
        await commands.DoAsync(
            new CreateApiKey(key, "seed", [Role.Admin], ExpiresAt: null),
            also: sql => ApiKeys.Add(sql, commands.TenantId, key, login.ApiKey, "seed", [Role.Admin], expiresAt: null));
    }

    private static Task AddUserAsync(SeedCommands commands, Guid organisationId, int number, string hash)
    {
        var id = commands.IdOf($"user-{number}");
        Role[] roles = [new Random(number).Pick((Role.Member, 80), (Role.Reviewer, 10), (Role.Operator, 10))];
        void Add(SqlBatch sql)
        {
            if (number % 10 == 9) Users.AddInvited(sql, commands.TenantId, id, EmailOf(number), Guid.NewGuid().ToByteArray(), roles);
            else Users.Add(sql, commands.TenantId, id, EmailOf(number), hash, roles);
        }
        return commands.DoAsync(new InviteUser(id, organisationId, roles), also: Add, isNew: true);
    }
}
