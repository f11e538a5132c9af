using EventAgents.Events;
using EventAgents.EventStore;
using Npgsql;

namespace EventAgents.Host.Auth;

/// <summary>The table of users: address, password hash, roles.</summary>
internal sealed class Users(NpgsqlDataSource database)
{
    private const string Columns = "user_id, tenant_id, email, password_hash, roles, created_at, invitation_sha256 is not null";

    /// <summary>An address as it is stored and compared.</summary>
    public static string Normalise(string email) => email.Trim().ToLowerInvariant();

    /// <summary>Adds a user who has chosen a password.</summary>
    public static void Add(SqlBatch sql, string tenantId, Guid id, string email, string passwordHash, IEnumerable<Role> roles) => sql.Add(
        "insert into ops.users (tenant_id, user_id, email, password_hash, roles) values ($1, $2, $3, $4, $5)",
        tenantId, id, Normalise(email), passwordHash, Names(roles));

    /// <summary>Adds a user who may choose a password by showing the invitation.</summary>
    public static void AddInvited(SqlBatch sql, string tenantId, Guid id, string email, byte[] invitationSha256, IEnumerable<Role> roles) => sql.Add(
        "insert into ops.users (tenant_id, user_id, email, invitation_sha256, roles) values ($1, $2, $3, $4, $5)",
        tenantId, id, Normalise(email), invitationSha256, Names(roles));

    /// <summary>Sets the roles in the transaction of the event that changed them.</summary>
    public static void SetRoles(SqlBatch sql, string tenantId, Guid id, IEnumerable<Role> roles) => sql.Add(
        "update ops.users set roles = $3 where tenant_id = $1 and user_id = $2", tenantId, id, Names(roles));

    /// <summary>Gives an invited user a password, once.</summary>
    /// <returns>The user, or null when address and invitation do not belong together or the invitation was used.</returns>
    public async Task<StoredUser?> AcceptInvitationAsync(string email, byte[] invitationSha256, string passwordHash, CancellationToken cancellation)
    {
        await using var accept = database.CreateCommand(
            $"update ops.users set password_hash = $3, invitation_sha256 = null where email = $1 and invitation_sha256 = $2 returning {Columns}");
        accept.Parameters.Add(new() { Value = Normalise(email) });
        accept.Parameters.Add(new() { Value = invitationSha256 });
        accept.Parameters.Add(new() { Value = passwordHash });
        return (await ReadAsync(accept, cancellation)).SingleOrDefault();
    }

    /// <summary>Finds a user by address, in whatever organisation.</summary>
    public async Task<StoredUser?> FindByEmailAsync(string email, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select {Columns} from ops.users where email = $1");
        find.Parameters.Add(new() { Value = Normalise(email) });
        return (await ReadAsync(find, cancellation)).SingleOrDefault();
    }

    /// <summary>Finds a user by id, for a cookie that names it.</summary>
    public async Task<StoredUser?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand($"select {Columns} from ops.users where user_id = $1");
        find.Parameters.Add(new() { Value = id });
        return (await ReadAsync(find, cancellation)).SingleOrDefault();
    }

    /// <summary>An organisation's users, newest first.</summary>
    public async Task<IReadOnlyList<StoredUser>> ListAsync(string tenantId, CancellationToken cancellation)
    {
        await using var list = database.CreateCommand($"select {Columns} from ops.users where tenant_id = $1 order by user_id desc limit 1000");
        list.Parameters.Add(new() { Value = tenantId });
        return await ReadAsync(list, cancellation);
    }

    private static async Task<List<StoredUser>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var users = new List<StoredUser>();
        while (await reader.ReadAsync(cancellation))
        {
            users.Add(new StoredUser(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                [.. reader.GetFieldValue<string[]>(4).Select(Policies.RoleOf).OfType<Role>()], reader.GetFieldValue<DateTimeOffset>(5), reader.GetBoolean(6)));
        }
        return users;
    }

    private static string[] Names(IEnumerable<Role> roles) => [.. roles.Distinct().Order().Select(Policies.NameOf)];
}

/// <summary>A user as it is stored.</summary>
internal sealed record StoredUser(
    Guid Id, string TenantId, string Email, string? PasswordHash, IReadOnlyList<Role> Roles, DateTimeOffset CreatedAt, bool IsInvited);
