using EventAgents.Host.Seals;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventAgents.Host.Health;

/// <summary>The log is sealed: nobody has touched the seals, and their key is known.</summary>
internal sealed class SealsCheck(SealSweeper sweeper) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(sweeper.Fault is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
