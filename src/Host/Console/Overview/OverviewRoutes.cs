using System.Globalization;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Auth;
using EventAgents.Host.Telemetry;
using EventAgents.Projections;
using EventAgents.Projections.Guard;
using EventAgents.Projections.Issues;
using EventAgents.Projections.Jobs;
using EventAgents.Projections.Sessions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventAgents.Host.WebConsole.Overview;

/// <summary>What happens now.</summary>
internal static class OverviewRoutes
{
    private const int Hours = 24;
    private const string HourKey = "yyyy-MM-dd'T'HH':00Z'";  // as usage by hour has it

    public static void MapOverview(this IEndpointRouteBuilder pages) => pages.MapGet("/", Show).RequireAuthorization(Policies.SignedIn);

    private static async Task<IResult> Show(
        HttpContext context, Caller caller, IssueQueries issues, JobQueries jobs, SessionQueries sessions, LlmCallQueries calls, ProjectionRuntime projections,
        HealthCheckService health, LastHour hour, ThresholdOptions limits, TimeProvider clock, CancellationToken cancellation)
    {
        bool May(string policy) => Policies.Roles[policy].Any(role => context.User.IsInRole(Policies.NameOf(role)));
        var now = clock.GetUtcNow();
        var watches = May(Policies.Operate) || May(Policies.Review);
        var tokens = watches && May(Policies.ReadWork) ? await CountTokensAsync(caller.TenantId, calls, now, cancellation) : (long?)null;
        var report = await health.CheckHealthAsync(cancellation);
        return new Html<OverviewPage, OverviewModel>(new OverviewModel(
            now,
            May(Policies.ReadWork) ? await WorkAsync(caller.TenantId, issues, jobs, sessions, cancellation) : null,
            May(Policies.ReadWork) ? await CallsAsync(caller.TenantId, calls, now, cancellation) : null,
            watches ? await projections.StatusAsync(cancellation) : null,
            watches ? Thresholds.Of(hour.Read(), await jobs.CountRunsAsync(caller.TenantId, now.AddHours(-1), cancellation), tokens, limits) : null,
            report.Entries.ToDictionary(check => check.Key, check => check.Value.Status == HealthStatus.Healthy)));
    }

    private static async Task<WorkNow> WorkAsync(
        string tenantId, IssueQueries issues, JobQueries jobs, SessionQueries sessions, CancellationToken cancellation) => new(
        InOrder(await issues.CountAsync(tenantId, cancellation)),
        InOrder(await jobs.CountAsync(tenantId, cancellation)),
        InOrder(await sessions.CountAsync(tenantId, cancellation)));

    private static async Task<CallsNow> CallsAsync(string tenantId, LlmCallQueries calls, DateTimeOffset now, CancellationToken cancellation)
    {
        var first = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(1 - Hours);
        var filter = new LlmCallFilter(From: first);
        var used = (await calls.CountUsageAsync(tenantId, UsageBy.Hour, filter, cancellation)).ToDictionary(usage => usage.Key!, StringComparer.Ordinal);
        var hours = Enumerable.Range(0, Hours).Select(hour => first.AddHours(hour)).ToList();
        var page = await calls.ListAsync(tenantId, filter, new PageRequest(Limit: 1), cancellation);
        return new CallsNow(ByHour(usage => usage.Calls), ByHour(usage => usage.InputTokens + usage.OutputTokens), page.Sums);

        List<(string, long)> ByHour(Func<Usage, long> count) =>
            [.. hours.Select(hour => ($"{hour:HH}:00", used.TryGetValue(hour.ToString(HourKey, CultureInfo.InvariantCulture), out var usage) ? count(usage) : 0))];
    }

    private static async Task<long> CountTokensAsync(string tenantId, LlmCallQueries calls, DateTimeOffset now, CancellationToken cancellation)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var today = await calls.CountUsageAsync(tenantId, UsageBy.Day, new LlmCallFilter(From: midnight), cancellation);
        return today.Sum(day => day.InputTokens + day.OutputTokens);
    }

    /// <summary>Every state, in the order of its life.</summary>
    private static List<StateCount> InOrder<T>(IReadOnlyDictionary<T, long> counts)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(state => new StateCount(WireName.Of(state), counts.GetValueOrDefault(state)))];
}

/// <summary>What happens now; null is what the visitor's roles do not show.</summary>
/// <param name="At">When this was.</param>
/// <param name="Work">Issues, jobs and sessions.</param>
/// <param name="Calls">LLM calls of the last 24 hours.</param>
/// <param name="Projections">How far the read models are.</param>
/// <param name="Thresholds">What was measured, beside its limits.</param>
/// <param name="Checks">Whether each part of the installation is well.</param>
public sealed record OverviewModel(
    DateTimeOffset At, WorkNow? Work, CallsNow? Calls, IReadOnlyList<ProjectionStatus>? Projections, IReadOnlyList<Threshold>? Thresholds,
    IReadOnlyDictionary<string, bool> Checks);

/// <summary>How many there are in each state.</summary>
public sealed record WorkNow(IReadOnlyList<StateCount> Issues, IReadOnlyList<StateCount> Jobs, IReadOnlyList<StateCount> Sessions);

/// <summary>How many there are in a state.</summary>
public sealed record StateCount(string State, long Count);

/// <summary>LLM calls of the last 24 hours: by hour, oldest first, and all together.</summary>
public sealed record CallsNow(IReadOnlyList<(string Name, long Value)> Calls, IReadOnlyList<(string Name, long Value)> Tokens, LlmCallSums Sums);
