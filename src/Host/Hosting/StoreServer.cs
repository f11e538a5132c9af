using EventAgents.Host.EmbeddedPostgres;
using EventAgents.Host.Settings;
using Npgsql;

namespace EventAgents.Host.Hosting;

/// <summary>The PostgreSQL server of this process: the one it is told to use, or an embedded one.</summary>
internal sealed class StoreServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly EmbeddedServer? _embedded;

    private StoreServer(string connectionString, EmbeddedServer? embedded) => (ConnectionString, _embedded) = (connectionString, embedded);

    public string ConnectionString { get; }

    /// <summary>Waits for a given server up to half a minute, so that both may be started at once.</summary>
    /// <exception cref="SettingsException">Production without a server of its own.</exception>
    /// <exception cref="StartException">The given server does not answer.</exception>
    /// <exception cref="EmbeddedPostgresException">No server can be embedded.</exception>
    public static async Task<StoreServer> OpenAsync(EffectiveSettings settings, Action<string> say, CancellationToken cancellation)
    {
        if (settings.ConnectionString is { } given)
        {
            await WaitForAsync(given, say, cancellation);
            return new StoreServer(given, embedded: null);
        }
        if (settings.Environment == Environments.Production && !SettingsRegistration.Bind<StoreOptions>(settings.Configuration, "Store").EmbeddedInProduction)
        {
            throw new SettingsException(["ConnectionStrings__EventStore = '': Production needs a server of its own (or Store__EmbeddedInProduction=true)."]);
        }
        var downloads = PostgresDownload.DefaultFolder(Path.Combine(settings.Process.DataFolder, "downloads"));
        var embedded = await EmbeddedServer.StartAsync(settings.EnvironmentFolder, downloads, say, cancellation);
        return new StoreServer(embedded.ConnectionString, embedded);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_embedded is not null) await _embedded.DisposeAsync();
    }

    private static async Task WaitForAsync(string connectionString, Action<string> say, CancellationToken cancellation)
    {
        var giveUp = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
                await connection.OpenAsync(cancellation);
                return;
            }
            catch (ArgumentException e)
            {
                throw new SettingsException([$"ConnectionStrings__EventStore: {e.Message}"]);
            }
            catch (NpgsqlException e) when (!e.IsTransient || Environment.TickCount64 > giveUp)
            {
                throw new StartException($"The server in ConnectionStrings__EventStore does not answer: {e.Message}", e);
            }
            catch (NpgsqlException)
            {
                if (isFirst) say("Waiting for the server in ConnectionStrings__EventStore.");
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
            }
        }
    }
}
