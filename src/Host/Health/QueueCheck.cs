using EventAgents.Host.Workers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventAgents.Host.Health;

/// <summary>Lost leases are looked for: without that, the jobs of dead workers would never come back.</summary>
internal sealed class QueueCheck(LeaseSweeper sweeper, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(30);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(clock.GetUtcNow() - sweeper.LastSuccess <= MaxSilence ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
