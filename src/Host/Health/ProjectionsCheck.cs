using EventAgents.EventStore;
using EventAgents.Host.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventAgents.Host.Health;

/// <summary>No read model is further behind the log than is set.</summary>
internal sealed class ProjectionsCheck(ProjectionRuntime projections, StoreOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var status = await projections.StatusAsync(cancellationToken);
            return status.All(one => one.Lag <= options.MaxProjectionLagEvents) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy();
        }
    }
}
