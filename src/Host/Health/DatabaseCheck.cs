using EventAgents.Host.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventAgents.Host.Health;

/// <summary>The database answers within the time that is set.</summary>
internal sealed class DatabaseCheck(NpgsqlDataSource database, StoreOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.HealthTimeoutSeconds));
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(limit.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy();
        }
    }
}
