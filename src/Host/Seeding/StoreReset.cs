using EventAgents.Host.Hosting;
using EventAgents.Host.Seals;
using EventAgents.Host.Settings;
using Npgsql;

namespace EventAgents.Host.Seeding;

/// <summary>Empties a store: everything of the product is dropped, and made anew by the next start. Only a store that is marked as this environment's, and never Production's.</summary>
internal static class StoreReset
{
    private const string Drop = "drop schema if exists events, read, guard, ops cascade";
    private const string OtherSessions = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'";

    /// <exception cref="StartException">A host uses the store.</exception>
    /// <exception cref="SettingsException">The store is another environment's.</exception>
    public static async Task RunAsync(string connectionString, EffectiveSettings settings, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await EnvironmentMark.RefuseOthersAsync(database, settings.Environment, cancellation);
        await using var sessions = database.CreateCommand(OtherSessions);
        if (await sessions.ExecuteScalarAsync(cancellation) is long and > 0) throw new StartException("A host, or another program, uses this store: stop it first.");
        await using var drop = database.CreateCommand(Drop);
        await drop.ExecuteNonQueryAsync(cancellation);
        // What this machine remembers of the log that is gone, which the next one would not agree with.
        File.Delete(SealSetup.HeadOf(settings, database).Path);
        SeedLogin.Remove(settings);
    }
}
