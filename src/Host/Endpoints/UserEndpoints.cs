using System.Security.Claims;
using EventAgents.Commands;
using EventAgents.Commands.Accounts;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace EventAgents.Host.Endpoints;

/// <summary>Coming in and leaving, for people with a password.</summary>
internal static class UserEndpoints
{
    private const int MinPasswordLength = 8;
    private const int MaxPasswordLength = 200;
    private const string PasswordMethod = "password";

    private static readonly Problem SignupClosed =
        new(StatusCodes.Status403Forbidden, "signup-closed", "Signing up is closed", "Ask an admin of your organisation for an invitation.");
    private static readonly Problem InvitationInvalid =
        new(StatusCodes.Status403Forbidden, "invitation-invalid", "The invitation is not valid", "Address and invitation do not belong together, or it was used.");
    private static readonly Problem WrongLogin =
        new(StatusCodes.Status401Unauthorized, "wrong-login", "Address or password is wrong");

    // A login of nobody takes as long as one of somebody, so that the time does not tell whether an address is known.
    private static readonly StoredUser Nobody = new(Guid.Empty, "", "", "", [], DateTimeOffset.MinValue, IsInvited: false);
    private static readonly string HashOfNobody = new PasswordHasher<StoredUser>().HashPassword(Nobody, "nobody knows this");

    public static void MapUser(this IEndpointRouteBuilder api)
    {
        var user = api.MapGroup("/user").WithTags("User").TakesNoIdempotencyKey();
        user.MapPost("/signup", SignUp).AllowAnonymous().Produces<SignedInUser>(StatusCodes.Status201Created).WithSummary("Makes a user, and its organisation unless it was invited");
        user.MapPost("/login", LogIn).AllowAnonymous().Produces<SignedInUser>().WithSummary("Logs in and sets the cookie");
        user.MapPost("/logout", LogOut).RequireAuthorization(Policies.SignedIn).WithSummary("Logs out");
        user.MapGet("/me", Me).RequireAuthorization(Policies.SignedIn).WithSummary("Says who the credential is");
    }

    internal static async Task<IResult> SignUp(
        Body<SignUpRequest> body, HttpContext context, CommandHandler handler, Users users, IPasswordHasher<StoredUser> hasher, AuthOptions options, CancellationToken cancellation)
    {
        var request = body.Value;
        var errors = new Dictionary<string, string[]>();
        if (EmailAddress.FaultOf(request.Email) is { } fault) errors["/email"] = [fault];
        if (request.Password.Length is < MinPasswordLength or > MaxPasswordLength) errors["/password"] = [$"A password has {MinPasswordLength} to {MaxPasswordLength} characters."];
        if (errors.Count > 0) return Problems.Invalid(errors).ToResult();
        var hash = hasher.HashPassword(Nobody, request.Password);

        if (request.Invitation is { } invitation)
        {
            var invited = await users.AcceptInvitationAsync(request.Email, AccountEndpoints.InvitationHash(invitation), hash, cancellation);
            return invited is null ? InvitationInvalid.ToResult() : await AdmitAsync(context, invited);
        }
        if (options.AllowSignup != true) return SignupClosed.ToResult();

        var founder = Guid.CreateVersion7();
        var name = request.Organisation ?? $"Organisation of {founder}";
        var organisation = StreamIds.OfOrganisation(name);
        var made = new StoredUser(founder, organisation.ToString(), Users.Normalise(request.Email), hash, [Role.Admin], DateTimeOffset.MinValue, IsInvited: false);
        var rows = new CommandOptions<Organisation>(Also: _ => sql => Users.Add(sql, made.TenantId, made.Id, made.Email, hash, made.Roles));
        var caller = CallerClaims.VisitorOf(context, made.TenantId, founder.ToString());
        return await AccountConflicts.Told(async () =>
        {
            var outcome = await handler.HandleAsync(new CreateOrganisation(organisation, name, founder), caller, rows, cancellation);
            return outcome.Refusal is { } refusal ? Problems.Of(refusal).ToResult() : await AdmitAsync(context, made);
        });
    }

    internal static async Task<IResult> LogIn(
        Body<LoginRequest> body, HttpContext context, Users users, IPasswordHasher<StoredUser> hasher, LoginThrottle throttle, AccessLog access, SharedSecrets secrets,
        CancellationToken cancellation)
    {
        var email = Users.Normalise(body.Value.Email);
        if (EmailAddress.FaultOf(email) is not null) return WrongLogin.ToResult();  // nobody's, and nothing to count or keep
        if (throttle.Count(context.Connection.RemoteIpAddress?.ToString() ?? "", email) is { } wait)
        {
            context.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
            return Problems.TooManyRequests.ToResult();
        }

        var user = await users.FindByEmailAsync(email, cancellation);
        var verified = hasher.VerifyHashedPassword(Nobody, user?.PasswordHash ?? HashOfNobody, body.Value.Password);
        if (user?.PasswordHash is null || verified == PasswordVerificationResult.Failed)
        {
            var hidden = await secrets.HideAsync(email, cancellation);
            await access.AppendAsync(CallerClaims.VisitorOf(context, AccessLog.SystemTenant, hidden), new LoginFailed(hidden, "wrong-login"), cancellation);
            return WrongLogin.ToResult();
        }

        await access.AppendAsync(CallerClaims.VisitorOf(context, user.TenantId, user.Id.ToString()), new UserLoggedIn(user.Id, PasswordMethod), cancellation);
        await SetCookieAsync(context, user);
        return TypedResults.Ok(Describe(user));
    }

    internal static async Task<NoContent> LogOut(HttpContext context, Caller caller, AccessLog access, CancellationToken cancellation)
    {
        if (context.User.Identity!.AuthenticationType == Schemes.Cookie)
        {
            await access.AppendAsync(caller, new UserLoggedOut(Guid.Parse(caller.Actor)), cancellation);
            await context.SignOutAsync(Schemes.Cookie);
        }
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SignedInUser>> Me(ClaimsPrincipal principal, Caller caller, Users users, CancellationToken cancellation)
    {
        var user = caller.Kind == ActorKind.User ? await users.FindAsync(Guid.Parse(caller.Actor), cancellation) : null;
        return TypedResults.Ok(new SignedInUser(Guid.Parse(caller.Actor), user?.Email, caller.TenantId, [.. CallerClaims.RolesOf(principal)]));
    }

    private static async Task<IResult> AdmitAsync(HttpContext context, StoredUser user)
    {
        await SetCookieAsync(context, user);
        return TypedResults.Created("/api/v1/user/me", Describe(user));
    }

    private static Task SetCookieAsync(HttpContext context, StoredUser user) => context.SignInAsync(
        Schemes.Cookie, CallerClaims.PrincipalOf(Schemes.Cookie, user.TenantId, user.Id.ToString(), ActorKind.User, user.Roles));

    private static SignedInUser Describe(StoredUser user) => new(user.Id, user.Email, user.TenantId, [.. user.Roles.Select(Policies.NameOf)]);
}

/// <summary>Who wants in. With an invitation the user joins the organisation that invited it.</summary>
public sealed record SignUpRequest(string Email, string Password, string? Organisation = null, string? Invitation = null);

/// <summary>Who comes in.</summary>
public sealed record LoginRequest(string Email, string Password);

/// <summary>Who a credential is: the address is null for a key or a token.</summary>
public sealed record SignedInUser(Guid Id, string? Email, string Organisation, IReadOnlyList<string> Roles);
