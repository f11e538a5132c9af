using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Accounts;

/// <summary>Organisations, their users' roles and their API keys. Addresses, passwords and hashes are kept elsewhere.</summary>
public sealed class AccountProjection : IProjection
{
    private const string InsertOrganisation = "insert into organisation (tenant_id, organisation_id, name, created_at) values ($1, $2, $3, $4)";
    private const string InsertUser = $"""
        insert into user_account (tenant_id, user_id, version, position, roles, joined_at) values ($1, $2, $3, {Columns.Position}, $4, $5)
        """;

    private const string SetRoles = "update user_account set version = $3, roles = $4 where tenant_id = $1 and user_id = $2";

    private const string InsertKey = $"""
        insert into api_key (tenant_id, api_key_id, version, position, name, roles, created_at, expires_at)
        values ($1, $2, $3, {Columns.Position}, $4, $5, $6, $7)
        """;

    private const string SetRevoked = "update api_key set version = $3, revoked_at = $4 where tenant_id = $1 and api_key_id = $2";

    /// <inheritdoc/>
    public string Name => "accounts";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["organisation", "user_account", "api_key"];

    /// <inheritdoc/>
    public string Schema => """
        create table organisation (
          tenant_id        varchar      not null,
          organisation_id  uuid         not null,
          name             text         not null,
          created_at       timestamptz  not null,
          constraint organisation_pkey primary key (tenant_id)
        );

        create table user_account (
          tenant_id  varchar      not null,
          user_id    uuid         not null,
          version    bigint       not null,
          position   bigint       not null,
          roles      text[]       not null,
          joined_at  timestamptz  not null,
          constraint user_account_pkey primary key (tenant_id, user_id)
        );

        create table api_key (
          tenant_id   varchar      not null,
          api_key_id  uuid         not null,
          version     bigint       not null,
          position    bigint       not null,
          name        text         not null,
          roles       text[]       not null,
          created_at  timestamptz  not null,
          expires_at  timestamptz,
          revoked_at  timestamptz,
          constraint api_key_pkey primary key (tenant_id, api_key_id)
        );
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        var tenant = stored.Stream.TenantId;
        switch (stored.Data)
        {
            case OrganisationCreated e:
                sql.Add(InsertOrganisation, tenant, e.OrganisationId, e.Name, stored.Timestamp);
                break;
            case UserSignedUp e:
                sql.Add(InsertUser, tenant, e.UserId, stored.Version, Names(e.Roles), stored.Timestamp);
                break;
            case UserInvited e:
                sql.Add(InsertUser, tenant, e.UserId, stored.Version, Names(e.Roles), stored.Timestamp);
                break;
            case UserRolesChanged e:
                sql.Add(SetRoles, tenant, e.UserId, stored.Version, Names(e.Roles));
                break;
            case ApiKeyCreated e:
                sql.Add(InsertKey, tenant, e.ApiKeyId, stored.Version, e.Name, Names(e.Roles), stored.Timestamp, e.ExpiresAt);
                break;
            case ApiKeyRevoked e:
                sql.Add(SetRevoked, tenant, e.ApiKeyId, stored.Version, stored.Timestamp);
                break;
        }
    }

    private static string[] Names(IEnumerable<Role> roles) => [.. roles.Select(WireName.Of)];
}
