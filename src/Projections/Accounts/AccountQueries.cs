using EventAgents.Events;
using Npgsql;

namespace EventAgents.Projections.Accounts;

/// <summary>A user's place in its organisation.</summary>
public sealed record UserAccount(Guid Id, long Version, IReadOnlyList<Role> Roles, DateTimeOffset JoinedAt);

/// <summary>An API key without the key.</summary>
public sealed record ApiKeySummary(
    Guid Id, long Version, string Name, IReadOnlyList<Role> Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>Reads organisations, users and keys.</summary>
/// <param name="database">Where the read models are; unqualified names mean schema <c>read</c>.</param>
public sealed class AccountQueries(NpgsqlDataSource database)
{
    private const string User = "user_id, version, roles, joined_at";
    private const string Key = "api_key_id, version, name, roles, created_at, expires_at, revoked_at";

    /// <summary>One page of a tenant's users, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public Task<Page<UserAccount>> ListUsersAsync(string tenantId, PageRequest page, CancellationToken cancellation) =>
        new ListQuery("user_account", tenantId).PageAsync(database, User, page, "users", ReadUser, cancellation);

    /// <summary>A user, or null when the tenant has no such user.</summary>
    public Task<UserAccount?> FindUserAsync(string tenantId, Guid userId, CancellationToken cancellation) =>
        new ListQuery("user_account", tenantId).And("user_id = {0}", userId).FirstAsync(database, User, ReadUser, cancellation);

    /// <summary>Whether somebody else than this user is an admin of the tenant.</summary>
    public async Task<bool> HasOtherAdminAsync(string tenantId, Guid userId, CancellationToken cancellation) =>
        await new ListQuery("user_account", tenantId).And("user_id <> {0}", userId).And("{0} = any (roles)", WireName.Of(Role.Admin))
            .FirstAsync(database, User, ReadUser, cancellation) is not null;

    /// <summary>One page of a tenant's keys, newest first, revoked and expired ones too.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not of this list.</exception>
    public Task<Page<ApiKeySummary>> ListKeysAsync(string tenantId, PageRequest page, CancellationToken cancellation) =>
        new ListQuery("api_key", tenantId).PageAsync(database, Key, page, "keys", ReadKey, cancellation);

    /// <summary>A key, or null when the tenant has no such key.</summary>
    public Task<ApiKeySummary?> FindKeyAsync(string tenantId, Guid apiKeyId, CancellationToken cancellation) =>
        new ListQuery("api_key", tenantId).And("api_key_id = {0}", apiKeyId).FirstAsync(database, Key, ReadKey, cancellation);

    /// <summary>The name of the tenant's organisation, or null when there is no such tenant.</summary>
    public Task<string?> FindOrganisationAsync(string tenantId, CancellationToken cancellation) =>
        new ListQuery("organisation", tenantId).FirstAsync(database, "name", row => row.GetString(0), cancellation);

    private static UserAccount ReadUser(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetInt64(1), Roles(row, 2), row.Time(3));

    private static ApiKeySummary ReadKey(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetInt64(1), row.GetString(2), Roles(row, 3), row.Time(4), row.TimeOrNull(5), row.TimeOrNull(6));

    private static Role[] Roles(NpgsqlDataReader row, int column) => Array.ConvertAll(row.GetFieldValue<string[]>(column), WireName.Parse<Role>);
}
