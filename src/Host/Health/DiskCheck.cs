using EventAgents.Host.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventAgents.Host.Health;

/// <summary>The disk of the data folder has room: a full one stops the embedded server.</summary>
internal sealed class DiskCheck(ProcessOptions process) : IHealthCheck
{
    private const long MinFreeBytes = 256L * 1_048_576;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var folder = process.DataFolder;
        while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
        return Task.FromResult(new DriveInfo(folder).AvailableFreeSpace >= MinFreeBytes ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
    }
}
