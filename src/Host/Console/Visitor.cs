using System.Security.Claims;
using EventAgents.Host.Auth;
using EventAgents.Projections.Accounts;
using Microsoft.AspNetCore.Antiforgery;

namespace EventAgents.Host.WebConsole;

/// <summary>Who looks at a page, and what that page may offer.</summary>
public sealed class Visitor
{
    private readonly Users _users;
    private readonly AccountQueries _accounts;
    private readonly IAntiforgery _antiforgery;
    private string[] _roles = [];

    private Visitor(Users users, AccountQueries accounts, IAntiforgery antiforgery, string environment) =>
        (_users, _accounts, _antiforgery, Environment) = (users, accounts, antiforgery, environment);

    /// <summary>Development, Staging or Production.</summary>
    public string Environment { get; }

    /// <summary>Whether anybody has come in.</summary>
    public bool IsSignedIn { get; private set; }

    /// <summary>The id under which the log knows the visitor.</summary>
    public string? Actor { get; private set; }

    /// <summary>The visitor's address, or what else to call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The organisation's name.</summary>
    public string Organisation { get; private set; } = "";

    /// <summary>The roles' names.</summary>
    public IReadOnlyList<string> Roles => _roles;

    /// <summary>The address of the page, its query included.</summary>
    public string Address { get; private set; } = "/";

    /// <summary>The path of the page.</summary>
    public string Path { get; private set; } = "/";

    /// <summary>What a form must carry to be taken.</summary>
    public string FormToken { get; private set; } = "";

    /// <summary>Whether a policy lets the visitor in; the routes check the same again.</summary>
    public bool May(string policy) => IsSignedIn && Policies.Roles[policy].Select(Policies.NameOf).Intersect(_roles).Any();

    internal static Visitor Of(IServiceProvider services) => new(
        services.GetRequiredService<Users>(), services.GetRequiredService<AccountQueries>(), services.GetRequiredService<IAntiforgery>(),
        services.GetRequiredService<IHostEnvironment>().EnvironmentName);

    internal async Task MeetAsync(HttpContext context, bool asksDatabase)
    {
        var (user, request) = (context.User, context.Request);
        (Path, Address) = (request.Path, request.Path + request.QueryString);
        IsSignedIn = user.Identity?.IsAuthenticated == true;
        FormToken = _antiforgery.GetAndStoreTokens(context).RequestToken!;
        if (!IsSignedIn) return;

        _roles = [.. CallerClaims.RolesOf(user)];
        Actor = user.FindFirstValue(CallerClaims.Actor);
        if (!asksDatabase) return;
        var known = Guid.TryParse(Actor, out var id) ? await _users.FindAsync(id, context.RequestAborted) : null;
        Name = known?.Email ?? $"key {Actor}";
        Organisation = await _accounts.FindOrganisationAsync(user.FindFirstValue(CallerClaims.Tenant)!, context.RequestAborted) ?? "";
    }
}
