using System.Reflection;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Hosting;

/// <summary>The database, the log in it and its projections; opened before the container is built and closed after it is gone.</summary>
internal sealed class EventLog : IAsyncDisposable
{
    private EventLog(LogDatabase database, PostgresEventStore store, ProjectionRuntime projections) => (Database, Store, Projections) = (database, store, projections);

    public LogDatabase Database { get; }

    public PostgresEventStore Store { get; }

    public ProjectionRuntime Projections { get; }

    /// <summary>The parts of the product that have tables, in the order in which their schemas are applied.</summary>
    public static IReadOnlyList<KeyValuePair<string, Assembly>> Components { get; } =
    [
        new("event_store", typeof(LogDatabase).Assembly),
        new("commands", typeof(CommandHandler).Assembly),
        new("host", typeof(EventLog).Assembly),
    ];

    /// <summary>Migrates the schema under a lock and builds missing read models, so that several hosts may start at once.</summary>
    /// <exception cref="SchemaMismatchException">The database is of a newer release.</exception>
    /// <exception cref="SettingsException">The database is another environment's.</exception>
    public static Task<EventLog> OpenAsync(string connectionString, EffectiveSettings settings, TimeProvider clock, ILogger logger, CancellationToken cancellation) =>
        OpenAsync(connectionString, settings, clock, logger, metrics: null, cancellation);

    /// <inheritdoc cref="OpenAsync(string, EffectiveSettings, TimeProvider, ILogger, CancellationToken)"/>
    public static async Task<EventLog> OpenAsync(
        string connectionString, EffectiveSettings settings, TimeProvider clock, ILogger logger, StoreMetrics? metrics, CancellationToken cancellation)
    {
        var database = new LogDatabase(connectionString);
        try
        {
            await EnvironmentMark.RefuseOthersAsync(database.Pool, settings.Environment, cancellation);
            await new SchemaMigrator(database.Pool, Components).MigrateAsync(cancellation);
            await EnvironmentMark.CheckAsync(database.Pool, settings.Environment, cancellation);
            var log = await OpenAsync(database, settings, clock, logger, metrics, cancellation);
            await log.Projections.BuildMissingAsync(cancellation: cancellation);
            return log;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a store that a host has made, and changes nothing of it: no schema, no read model.</summary>
    /// <exception cref="SchemaMismatchException">The database is empty, or of another release.</exception>
    /// <exception cref="SettingsException">The database is another environment's.</exception>
    public static async Task<EventLog> AttachAsync(string connectionString, EffectiveSettings settings, TimeProvider clock, ILogger logger, CancellationToken cancellation)
    {
        var database = new LogDatabase(connectionString);
        try
        {
            await new SchemaMigrator(database.Pool, Components).RequireCurrentAsync(cancellation);
            await EnvironmentMark.CheckAsync(database.Pool, settings.Environment, cancellation);
            return await OpenAsync(database, settings, clock, logger, metrics: null, cancellation);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task<EventLog> OpenAsync(
        LogDatabase database, EffectiveSettings settings, TimeProvider clock, ILogger logger, StoreMetrics? metrics, CancellationToken cancellation)
    {
        var options = SettingsRegistration.Bind<EventStoreOptions>(settings.Configuration, "EventStore");
        var types = new EventTypeMap(EventTypes.ByName, EventJson.Options, EventTypes.Upcasters);
        var store = await PostgresEventStore.OpenAsync(database, types, ReadModels.Inline, options, clock, metrics, cancellation);
        return new EventLog(database, store, new ProjectionRuntime(database, store, ReadModels.Inline, ReadModels.Asynchronous, options, logger));
    }

    public async ValueTask DisposeAsync()
    {
        await Projections.DisposeAsync();
        await Store.DisposeAsync();
        await Database.DisposeAsync();
    }
}
