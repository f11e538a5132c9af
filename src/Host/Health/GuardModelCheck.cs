using EventAgents.Guard.Masking;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventAgents.Host.Health;

/// <summary>The guard can scan texts; without that it refuses every call.</summary>
internal sealed class GuardModelCheck(ITextScanner scanner) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(scanner.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
