using System.Security.Claims;
using EventAgents.Commands;
using EventAgents.Host.Auth.Oidc;
using EventAgents.Host.Settings;
using EventAgents.Host.WebConsole;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace EventAgents.Host.Auth;

/// <summary>Wires the ways to come in and the policies of the routes.</summary>
internal static class AuthRegistration
{
    private const int MaxKeySetBytes = 1_048_576;

    public static void AddAuth(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var auth = services.AddSettings<AuthOptions>(configuration, "Auth");
        auth.AllowSignup ??= !environment.IsProduction();

        services.AddSingleton<ApiKeys>().AddSingleton<Users>().AddSingleton<Organisations>().AddSingleton<SharedSecrets>().AddSingleton<LoginThrottle>();
        services.AddSingleton<RefusalLog>().AddSingleton<IAuthorizationMiddlewareResultHandler, RecordedAuthorization>();
        services.AddSingleton<IPasswordHasher<StoredUser>, PasswordHasher<StoredUser>>();
        services.AddSingleton(_ => new HttpClient { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = MaxKeySetBytes });
        services.AddSingleton<JwksCache>().AddSingleton<JwtVerifier>();

        services.AddDataProtection().SetApplicationName("EventAgents");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = provider.GetRequiredService<SharedSecrets>()));

        services.AddAuthentication(Schemes.Any)
            .AddPolicyScheme(Schemes.Any, displayName: null, any => any.ForwardDefaultSelector = Schemes.Of)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(Schemes.ApiKey, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, OperatorHandler>(Schemes.Operator, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, OidcHandler>(Schemes.Oidc, configureOptions: null)
            .AddCookie(Schemes.Cookie, cookie => ConfigureCookie(cookie, auth, environment));

        services.AddHttpContextAccessor();
        services.AddScoped(provider => CallerClaims.CallerOf(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!));
        var policies = services.AddAuthorizationBuilder().SetFallbackPolicy(new(requirements: [new Microsoft.AspNetCore.Authorization.Infrastructure.DenyAnonymousAuthorizationRequirement()], []));
        policies.AddPolicy(Policies.Install, policy => policy.RequireRole(Policies.InstallationOperator));
        foreach (var (name, roles) in Policies.Roles)
        {
            policies.AddPolicy(name, policy =>
            {
                policy.RequireAuthenticatedUser();
                if (name != Policies.SignedIn) policy.RequireRole(roles.Select(Policies.NameOf));
            });
        }
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie, AuthOptions auth, IHostEnvironment environment)
    {
        cookie.Cookie.Name = "eventagents";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.SlidingExpiration = true;
        cookie.ExpireTimeSpan = TimeSpan.FromMinutes(auth.SessionMinutes);
        // The API answers with a status; the console has a page to send people to.
        cookie.Events.OnRedirectToLogin = context => ConsolePage.IsWanted(context.HttpContext) ? SignIn(context) : Status(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Status(context, StatusCodes.Status403Forbidden);
        cookie.Events.OnValidatePrincipal = RefreshAsync;
    }

    private static Task SignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(ConsolePage.SignInFor(context.Request));
        return Task.CompletedTask;
    }

    private static Task Status(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>A cookie says who somebody is; what they may do is looked up, so that a role that was taken away is gone at once.</summary>
    private static async Task RefreshAsync(CookieValidatePrincipalContext context)
    {
        var users = context.HttpContext.RequestServices.GetRequiredService<Users>();
        var isUser = Guid.TryParse(context.Principal?.FindFirstValue(CallerClaims.Actor), out var id);
        if (!isUser || await users.FindAsync(id, context.HttpContext.RequestAborted) is not { } user)
        {
            context.RejectPrincipal();
            return;
        }
        context.ReplacePrincipal(CallerClaims.PrincipalOf(Schemes.Cookie, user.TenantId, user.Id.ToString(), ActorKind.User, user.Roles));
    }
}
