using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using EventAgents.Host.Features;
using EventAgents.Host.WebConsole.Shared;

namespace EventAgents.Host.WebConsole.Features;

/// <summary>
/// The installation's flags. They are nobody's organisation's, so roles do not suffice for a change: the form asks for the operator's key, and what follows
/// is the operator's doing.
/// </summary>
internal static class FeatureFlagRoutes
{
    private const string Path = "/feature-flags";
    private const string Account = "operator-key";  // no e-mail address, so no login shares its tries

    private static readonly Problem WrongKey = Problems.Forbidden with { Detail = "This is not the installation's operator key. The flag is as it was." };

    public static void MapFeatureFlagPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, Show).RequireAuthorization(Policies.SignedIn);
        pages.MapPost(Path, Change).RequireAuthorization(Policies.Operate);
    }

    private static async Task<Html<FeatureFlagPage, FeatureFlagModel>> Show(FeatureSwitches switches, IEventStore store, CancellationToken cancellation)
    {
        var version = await switches.ReadAsync(cancellation);
        var changes = new Dictionary<FeatureFlag, LastChange>();
        await foreach (var stored in store.ReadStreamAsync(new StreamKey(AccessLog.SystemTenant, StreamIds.FeatureFlags), cancellation: cancellation))
        {
            if (stored.Data is FeatureFlagChanged change) changes[change.Flag] = new LastChange(stored.Timestamp, stored.Metadata.UserName, change.Reason);
        }
        return new(new FeatureFlagModel(
            version, [.. Enum.GetValues<FeatureFlag>().Select(flag => new FlagState(flag, switches.IsOn(flag), switches.AsSet(flag), changes.GetValueOrDefault(flag)))]));
    }

    private static async Task<IResult> Change(
        PostedForm form, HttpContext context, Caller caller, OperatorKey key, LoginThrottle throttle, RefusalLog refusals, FeatureSwitches switches, CancellationToken cancellation)
    {
        if (throttle.Count(context.Connection.RemoteIpAddress?.ToString() ?? "", Account) is not null) throw new ProblemException(Problems.TooManyRequests);
        if (!key.Is(form.Verbatim("key").Trim()))
        {
            await refusals.RecordAsync(caller, new AccessDenied(HttpMethods.Post, Path, "operator-key"));
            throw new ProblemException(WrongKey);
        }
        var runner = ActivatorUtilities.CreateInstance<CommandRunner>(context.RequestServices, OperatorKey.CallerIn(caller));
        var wanted = new ChangeFeatureFlagRequest(form.Text("value") switch
        {
            "on" => true,
            "off" => false,
            _ => throw new ProblemException(Problems.Invalid("value", "Choose on or off.")),
        }, form.Text("reason"));
        return await PostedForm.ThenTo(Path, FeatureFlagEndpoints.Change(form.Text("flag") ?? "", new(wanted), switches, runner, cancellation));
    }
}

/// <summary>The flags as they are.</summary>
/// <param name="Version">Of their stream.</param>
/// <param name="Flags">All of them.</param>
public sealed record FeatureFlagModel(long Version, IReadOnlyList<FlagState> Flags);

/// <summary>A flag.</summary>
/// <param name="Flag">Which.</param>
/// <param name="IsOn">Its value now.</param>
/// <param name="AsSet">The settings' value, which holds until the first change.</param>
/// <param name="Changed">Its last change; null when it was never changed.</param>
public sealed record FlagState(FeatureFlag Flag, bool IsOn, bool AsSet, LastChange? Changed);
