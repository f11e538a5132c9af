using EventAgents.EventStore;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using EventAgents.Projections.Audit;
using Npgsql;

namespace EventAgents.Host.Seals;

/// <summary>The log's seals in a host: made where the worker runs, shown where the API is.</summary>
internal static class SealSetup
{
    /// <exception cref="SettingsException">A key's file is missing or holds no such key.</exception>
    public static void AddSeals(this IServiceCollection services, EffectiveSettings settings, EventLog log)
    {
        var isWorker = settings.Process.Roles.HasFlag(ProcessRoles.Worker);
        var keys = SealKeyFiles.Load(settings, mayMake: isWorker);
        services.AddSingleton(_ => keys);  // not as it is: what a factory gives, the container disposes of
        services.AddSingleton<SealQueries>();
        if (!isWorker) return;
        services.AddSingleton(HeadOf(settings, log.Database.Pool)).AddSingleton(log.Store.Mark).AddSingleton<Sealer>();
        services.AddSingleton<SealSweeper>().AddHostedService(provider => provider.GetRequiredService<SealSweeper>());
    }

    /// <summary>Where a host remembers the last seal of a database.</summary>
    public static SealHead HeadOf(EffectiveSettings settings, NpgsqlDataSource database) =>
        new(Path.Combine(settings.EnvironmentFolder, $"seals-{new NpgsqlConnectionStringBuilder(database.ConnectionString).Database}.head"));
}
