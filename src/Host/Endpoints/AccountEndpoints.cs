using System.Security.Cryptography;
using System.Text;
using EventAgents.Commands;
using EventAgents.Commands.Accounts;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Projections.Accounts;
using ApiKeySummary = EventAgents.Host.Auth.ApiKeySummary;

namespace EventAgents.Host.Endpoints;

/// <summary>An organisation's users and keys, for its admins.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Accounts").RequireAuthorization(Policies.Administer);
        users.MapPost("/", Invite).Produces<InvitedUser>(StatusCodes.Status201Created).WithSummary("Invites a user; the invitation is shown once");
        users.MapGet("/", ListUsers).WithSummary("Lists the organisation's users, newest first");
        users.MapPut("/{userId:guid}/roles", ChangeRoles).Produces<ChangedUser>().WithSummary("Gives a user other roles");

        var keys = api.MapGroup("/api-keys").WithTags("Accounts").RequireAuthorization(Policies.Administer);
        keys.MapPost("/", CreateKey).Produces<CreatedKey>(StatusCodes.Status201Created).WithSummary("Makes an API key; the key is shown once");
        keys.MapGet("/", ListKeys).WithSummary("Lists the organisation's keys, newest first");
        keys.MapDelete("/{apiKeyId:guid}", RevokeKey).Produces<RevokedKey>().WithSummary("Revokes a key");
    }

    internal static Task<IResult> Invite(Body<InviteUserRequest> body, Caller caller, CommandRunner runner)
    {
        if (EmailAddress.FaultOf(body.Value.Email) is { } fault) throw new ProblemException(Problems.Invalid("/email", fault));
        var invitation = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var command = new InviteUser(Guid.CreateVersion7(), Guid.Parse(caller.TenantId), body.Value.Roles);
        return AccountConflicts.Told(() => runner.RunAsync(
            command,
            outcome => Answer.Created($"/api/v1/users/{command.UserId}", new InvitedUser(command.UserId, outcome.Version, invitation), outcome.Version) with
            {
                BodyWhenReplayed = new InvitedUser(command.UserId, outcome.Version, Invitation: null),
            },
            (_, sql) => Users.AddInvited(sql, caller.TenantId, command.UserId, body.Value.Email, InvitationHash(invitation), command.Roles)));
    }

    internal static async Task<ItemList<UserSummary>> ListUsers(Caller caller, Users users, CancellationToken cancellation) =>
        new([.. (await users.ListAsync(caller.TenantId, cancellation)).Select(user => new UserSummary(user.Id, user.Email, Names(user.Roles), user.IsInvited, user.CreatedAt))]);

    internal static async Task<IResult> ChangeRoles(
        Guid userId, Body<ChangeRolesRequest> body, Caller caller, AccountQueries accounts, CommandRunner runner, CancellationToken cancellation)
    {
        var command = new ChangeUserRoles(userId, body.Value.Roles, await accounts.HasOtherAdminAsync(caller.TenantId, userId, cancellation));
        return await runner.RunAsync(
            command,
            outcome => Answer.Ok(new ChangedUser(userId, outcome.Version, Names(outcome.State!.Roles)), outcome.Version),
            (_, sql) => Users.SetRoles(sql, caller.TenantId, userId, command.Roles));
    }

    internal static Task<IResult> CreateKey(Body<CreateKeyRequest> body, Caller caller, CommandRunner runner)
    {
        var request = body.Value;
        var key = ApiKeyFormat.New();
        var command = new CreateApiKey(Guid.CreateVersion7(), request.Name, request.Roles, request.ExpiresAt);
        return runner.RunAsync(
            command,
            outcome => Answer.Created($"/api/v1/api-keys/{command.ApiKeyId}", new CreatedKey(command.ApiKeyId, outcome.Version, key), outcome.Version) with
            {
                BodyWhenReplayed = new CreatedKey(command.ApiKeyId, outcome.Version, Key: null),
            },
            (_, sql) => ApiKeys.Add(sql, caller.TenantId, command.ApiKeyId, key, command.Name, command.Roles, command.ExpiresAt));
    }

    private static async Task<ItemList<ApiKeySummary>> ListKeys(Caller caller, ApiKeys keys, CancellationToken cancellation) =>
        new(await keys.ListAsync(caller.TenantId, cancellation));

    internal static Task<IResult> RevokeKey(Guid apiKeyId, Caller caller, CommandRunner runner, TimeProvider clock) => runner.RunAsync(
        new RevokeApiKey(apiKeyId, Reason: null),
        outcome => Answer.Ok(new RevokedKey(apiKeyId, outcome.Version), outcome.Version),
        (_, sql) => ApiKeys.Revoke(sql, caller.TenantId, apiKeyId, clock.GetUtcNow()));

    internal static byte[] InvitationHash(string invitation) => SHA256.HashData(Encoding.UTF8.GetBytes(invitation));

    private static string[] Names(IEnumerable<Role> roles) => [.. roles.Select(Policies.NameOf)];
}

/// <summary>A list that is short enough for one page.</summary>
public sealed record ItemList<T>(IReadOnlyList<T> Items)
{
    /// <summary>Always null: there is no further page.</summary>
    public string? NextCursor => null;
}

/// <summary>Whom to invite.</summary>
public sealed record InviteUserRequest(string Email, IReadOnlyList<Role> Roles);

/// <summary>An invited user; the invitation is handed to it by whoever invited, and shown once.</summary>
public sealed record InvitedUser(Guid Id, long Version, string? Invitation);

/// <summary>A user as the organisation's admins see it.</summary>
public sealed record UserSummary(Guid Id, string Email, IReadOnlyList<string> Roles, bool IsInvited, DateTimeOffset CreatedAt);

/// <summary>All roles of a user from now on.</summary>
public sealed record ChangeRolesRequest(IReadOnlyList<Role> Roles);

/// <summary>A user's roles as they are now.</summary>
public sealed record ChangedUser(Guid Id, long Version, IReadOnlyList<string> Roles);

/// <summary>The key to make.</summary>
public sealed record CreateKeyRequest(string Name, IReadOnlyList<Role> Roles, DateTimeOffset? ExpiresAt = null);

/// <summary>A new key; it is shown once.</summary>
public sealed record CreatedKey(Guid Id, long Version, string? Key);

/// <summary>A key that opens nothing any more.</summary>
public sealed record RevokedKey(Guid Id, long Version);
