using EventAgents.Commands;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using Microsoft.AspNetCore.Identity;

namespace EventAgents.Host.WebConsole.Access;

/// <summary>Coming in and leaving, through the API's own routes: the same throttle, the same facts in the log, the same cookie.</summary>
internal static class AccessRoutes
{
    public static void MapAccess(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(ConsolePage.SignInPath, ShowSignIn).AllowAnonymous();
        pages.MapPost(ConsolePage.SignInPath, SignIn).AllowAnonymous();
        pages.MapGet("/sign-up", ShowSignUp).AllowAnonymous();
        pages.MapPost("/sign-up", SignUp).AllowAnonymous();
        pages.MapPost("/sign-out", SignOut).RequireAuthorization(Policies.SignedIn);
    }

    private static Html<SignInPage, AccessModel> ShowSignIn(AuthOptions options) => new(new AccessModel(options.AllowSignup == true));

    private static Html<SignUpPage, AccessModel> ShowSignUp(AuthOptions options) => new(new AccessModel(options.AllowSignup == true));

    private static Task<IResult> SignIn(
        PostedForm form, string? @return, HttpContext context, Users users, IPasswordHasher<StoredUser> hasher, LoginThrottle throttle, AccessLog access,
        SharedSecrets secrets, CancellationToken cancellation)
    {
        var login = new Body<LoginRequest>(new LoginRequest(form.Text("email") ?? "", form.Verbatim("password")));
        return PostedForm.ThenTo(ConsolePage.LocalPath(@return), UserEndpoints.LogIn(login, context, users, hasher, throttle, access, secrets, cancellation));
    }

    private static Task<IResult> SignUp(
        PostedForm form, HttpContext context, CommandHandler handler, Users users, IPasswordHasher<StoredUser> hasher, AuthOptions options,
        CancellationToken cancellation)
    {
        var request = new SignUpRequest(form.Text("email") ?? "", form.Verbatim("password"), form.Text("organisation"), form.Text("invitation"));
        return PostedForm.ThenTo("/", UserEndpoints.SignUp(new Body<SignUpRequest>(request), context, handler, users, hasher, options, cancellation));
    }

    private static async Task<IResult> SignOut(HttpContext context, Caller caller, AccessLog access, CancellationToken cancellation)
    {
        await UserEndpoints.LogOut(context, caller, access, cancellation);
        return new SeeOther(ConsolePage.SignInPath);
    }
}

/// <summary>What those see who have not come in.</summary>
/// <param name="MaySignUp">Whether strangers may make an organisation of their own.</param>
public sealed record AccessModel(bool MaySignUp);
