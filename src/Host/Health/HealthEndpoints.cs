using System.Globalization;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventAgents.Host.Health;

/// <summary>Whether the process lives, may be sent requests, and what ails it. Says nothing of tenants, secrets or exceptions.</summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";

    public static void AddProductHealth(this IServiceCollection services, IConfiguration configuration, ProcessRoles roles)
    {
        var limit = TimeSpan.FromSeconds(services.AddSettings<StoreOptions>(configuration, "Store").HealthTimeoutSeconds);
        var checks = services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", failureStatus: null, tags: [Ready], limit)
            .AddCheck<ProjectionsCheck>("projections", failureStatus: null, tags: [], limit)
            .AddCheck<DiskCheck>("disk")
            .AddCheck<GuardModelCheck>("guardModel");
        if (roles.HasFlag(ProcessRoles.Worker)) checks.AddCheck<QueueCheck>("queue").AddCheck<SealsCheck>("seals");
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/livez", Only(_ => false)).AllowAnonymous();
        routes.MapHealthChecks("/readyz", Only(check => check.Tags.Contains(Ready))).AllowAnonymous();
        routes.MapHealthChecks("/api/v1/health", Only(_ => true)).AllowAnonymous();
    }

    private static HealthCheckOptions Only(Func<HealthCheckRegistration, bool> predicate) => new() { Predicate = predicate, ResponseWriter = Write };

    private static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        Status = Name(report.Status),
        Version = ProductVersion.Current,
        Checks = report.Entries.ToDictionary(entry => entry.Key, entry => Name(entry.Value.Status)),
    });

    private static string Name(HealthStatus status) => status == HealthStatus.Healthy ? "ok" : status.ToString().ToLower(CultureInfo.InvariantCulture);
}
