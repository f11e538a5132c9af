using System.Diagnostics;
using System.Security.Claims;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Guard.Proxy;

namespace EventAgents.Host.Auth;

/// <summary>How a caller stands in a principal's claims, whatever credential it came with.</summary>
internal static class CallerClaims
{
    public const string Tenant = "tenant";
    public const string Actor = "actor";
    public const string Kind = "kind";
    public const string Role = "role";
    private const string CorrelationHeader = "X-Correlation-Id";
    private const int MaxCorrelationLength = 100;

    /// <summary>Makes the principal of a caller.</summary>
    /// <param name="scheme">The authentication scheme; its name goes beside events as the method of authentication.</param>
    /// <param name="tenantId">The organisation.</param>
    /// <param name="actor">The user's or key's id.</param>
    /// <param name="kind">Person or program.</param>
    /// <param name="roles">What it may do.</param>
    public static ClaimsPrincipal PrincipalOf(string scheme, string tenantId, string actor, ActorKind kind, IEnumerable<Role> roles)
    {
        Claim[] who = [new(Tenant, tenantId), new(Actor, actor), new(Kind, kind.ToString())];
        return new ClaimsPrincipal(new ClaimsIdentity(who.Concat(roles.Select(role => new Claim(Role, Policies.NameOf(role)))), scheme, nameType: Actor, roleType: Role));
    }

    /// <summary>The caller of a request that has passed authorization.</summary>
    public static Caller CallerOf(HttpContext context)
    {
        var user = context.User;
        var headers = SourceHeaders(RequestSource.Of(context));
        headers["auth-method"] = user.Identity!.AuthenticationType!;
        if (Activity.Current?.Id is { } traceparent) headers[EventMetadata.TraceParentHeader] = traceparent;
        return new Caller(user.FindFirstValue(Tenant)!, user.FindFirstValue(Actor)!, Enum.Parse<ActorKind>(user.FindFirstValue(Kind)!))
        {
            CorrelationId = Correlation(context.Request.Headers[CorrelationHeader]) ?? Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier,
            CausationId = context.TraceIdentifier,
            Headers = headers,
        };
    }

    /// <summary>Somebody who has not come in, or is just coming in.</summary>
    public static Caller VisitorOf(HttpContext context, string tenantId, string actor) => new(tenantId, actor, ActorKind.User)
    {
        CorrelationId = Correlation(context.Request.Headers[CorrelationHeader]) ?? Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier,
        CausationId = context.TraceIdentifier,
        Headers = SourceHeaders(RequestSource.Of(context)),
    };

    /// <summary>Headers beside an event: from where it was caused.</summary>
    public static Dictionary<string, string> SourceHeaders(RequestSource source)
    {
        var headers = new Dictionary<string, string>();
        if (source.Ip is { } ip) headers["client-ip"] = ip;
        if (source.UserAgent is { } program) headers["user-agent"] = program;
        return headers;
    }

    /// <summary>What a person may see of itself: its roles' names.</summary>
    public static IEnumerable<string> RolesOf(ClaimsPrincipal user) => user.FindAll(Role).Select(claim => claim.Value);

    private static string? Correlation(string? given) =>
        given is { Length: > 0 and <= MaxCorrelationLength } && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? given : null;
}
