using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections.Accounts;
using ApiKeySummary = EventAgents.Host.Auth.ApiKeySummary;

namespace EventAgents.Host.WebConsole.Access;

/// <summary>Who and what may come in, for the organisation's admins.</summary>
internal static class AccountRoutes
{
    public static void MapAccountPages(this IEndpointRouteBuilder pages)
    {
        var admin = pages.MapGroup("/").RequireAuthorization(Policies.Administer);
        admin.MapGet("/users", ShowUsers);
        admin.MapPost("/users", ChangeUsers);
        admin.MapGet("/api-keys", ShowKeys);
        admin.MapPost("/api-keys", ChangeKeys);
    }

    private static async Task<Html<UserListPage, UserList>> ShowUsers(Caller caller, Users users, CancellationToken cancellation) =>
        new(await UsersAsync(caller, users, invited: null, cancellation));

    private static async Task<Html<ApiKeyListPage, ApiKeyList>> ShowKeys(Caller caller, ApiKeys keys, CancellationToken cancellation) =>
        new(await KeysAsync(caller, keys, made: null, cancellation));

    private static async Task<IResult> ChangeUsers(
        PostedForm form, Caller caller, Users users, AccountQueries accounts, CommandRunner runner, CancellationToken cancellation)
    {
        switch (form.Does)
        {
            case "invite":
                var email = form.Text("email") ?? "";
                var invited = Told<InvitedUser>(await AccountEndpoints.Invite(new(new InviteUserRequest(email, RolesOf(form))), caller, runner));
                var shown = await UsersAsync(caller, users, new NewInvitation(email, invited.Invitation!), cancellation);
                return new Html<UserListPage, UserList>(shown, StatusCodes.Status201Created);
            case "roles":
                var user = Filters.ParseId("user", form.Text("user")) ?? throw PostedForm.NoSuchButton;
                var roles = new Body<ChangeRolesRequest>(new(RolesOf(form)));
                return await PostedForm.ThenTo("/users", AccountEndpoints.ChangeRoles(user, roles, caller, accounts, runner, cancellation));
            default:
                throw PostedForm.NoSuchButton;
        }
    }

    private static async Task<IResult> ChangeKeys(
        PostedForm form, Caller caller, ApiKeys keys, CommandRunner runner, TimeProvider clock, CancellationToken cancellation)
    {
        switch (form.Does)
        {
            case "create":
                var expiresAt = Instants.Read("expiresAt", LocalInstants.ToUtc(form.Text("expiresAt")));
                var wanted = new CreateKeyRequest(form.Text("name") ?? "", RolesOf(form), expiresAt);
                var made = Told<CreatedKey>(await AccountEndpoints.CreateKey(new(wanted), caller, runner));
                return new Html<ApiKeyListPage, ApiKeyList>(await KeysAsync(caller, keys, made.Key, cancellation), StatusCodes.Status201Created);
            case "revoke":
                var key = Filters.ParseId("key", form.Text("key")) ?? throw PostedForm.NoSuchButton;
                return await PostedForm.ThenTo("/api-keys", AccountEndpoints.RevokeKey(key, caller, runner, clock));
            default:
                throw PostedForm.NoSuchButton;
        }
    }

    private static List<Role> RolesOf(PostedForm form) => [.. form.Many("roles").Select(role => Filters.Parse<Role>("roles", role)).OfType<Role>()];

    /// <summary>What is told once stands in the command's own answer and nowhere else.</summary>
    private static T Told<T>(IResult answer) => JsonSerializer.Deserialize<T>(((AnswerResult)PostedForm.ThrowIfRefused(answer)).Answer.Body, ApiJson.Options)!;

    private static async Task<UserList> UsersAsync(Caller caller, Users users, NewInvitation? invited, CancellationToken cancellation) =>
        new((await AccountEndpoints.ListUsers(caller, users, cancellation)).Items, invited);

    private static async Task<ApiKeyList> KeysAsync(Caller caller, ApiKeys keys, string? made, CancellationToken cancellation) =>
        new(await keys.ListAsync(caller.TenantId, cancellation), made);
}

/// <summary>The organisation's users, and the invitation that was made just now.</summary>
public sealed record UserList(IReadOnlyList<UserSummary> Users, NewInvitation? Invited);

/// <summary>An invitation, which is shown once.</summary>
public sealed record NewInvitation(string Email, string Invitation);

/// <summary>The organisation's keys, and the one that was made just now, which is shown once.</summary>
public sealed record ApiKeyList(IReadOnlyList<ApiKeySummary> Keys, string? Made);
