using System.Reflection;
using EventAgents.EventStore;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Hosting;

/// <summary>The database and the log in it, opened before the container is built and closed after it is gone.</summary>
internal sealed class EventLog : IAsyncDisposable
{
    private EventLog(LogDatabase database) => Database = database;

    public LogDatabase Database { get; }

    /// <summary>Migrates the schema under a lock, so that several hosts may start at once.</summary>
    public static async Task<EventLog> OpenAsync(string connectionString, EffectiveSettings settings, TimeProvider clock, CancellationToken cancellation)
    {
        var database = new LogDatabase(connectionString);
        try
        {
            await new SchemaMigrator(database.Pool, Components).MigrateAsync(cancellation);
            return new EventLog(database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    private static IReadOnlyList<KeyValuePair<string, Assembly>> Components { get; } =
    [
        new("event_store", typeof(LogDatabase).Assembly),
        new("host", typeof(EventLog).Assembly),
    ];
}

/// <summary>Makes the log known to the container; the container does not own it.</summary>
internal static class EventLogRegistration
{
    public static IServiceCollection AddEventLog(this IServiceCollection services, EventLog log) =>
        services.AddSingleton(log.Database).AddSingleton(log.Database.Pool);
}
