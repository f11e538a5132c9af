using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// The database that holds the log, opened the way the log needs it: statements are prepared on second use, and connections keep them,
/// since nothing here leaves session state behind. Unqualified names mean the read models, so that a projection's SQL can be pointed at a
/// copy while that is built.
/// </summary>
/// <param name="connectionString">Npgsql's form. What it says holds, but for the few settings that the log cannot do without.</param>
public sealed class LogDatabase(string connectionString) : IAsyncDisposable
{
    private const string LiveSchema = "read";

    // An append touches rows by key alone. A plan made while a table was still small must not scan it when it has grown.
    private const string ByKeyAlone = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    // The server's side of it: a host that vanished without a word gives its locks back within 15 s.
    private const string NoticeVanishedHosts = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=5 -c tcp_user_timeout=15000";

    /// <summary>For everybody: commands, queries, readers.</summary>
    public NpgsqlDataSource Pool { get; } = Build(connectionString, LiveSchema);

    internal NpgsqlDataSource ForAppends { get; } = Build(connectionString, LiveSchema, s =>
    {
        s.MaxPoolSize = 4;
        s.Options = $"{s.Options} {ByKeyAlone}";
    });

    /// <summary>Whether the database answers a new connection in time.</summary>
    public async Task<bool> AnswersAsync(TimeSpan within)
    {
        try
        {
            return await Task.Run(AskAsync).WaitAsync(within);  // a server that takes a connection and says nothing holds it for longer than a cancellation should
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
        {
            return false;
        }
    }

    private async Task<bool> AskAsync()
    {
        await using var connection = await OpenOwnAsync();
        await using var ask = new NpgsqlCommand("select 1", connection);
        return await ask.ExecuteScalarAsync() is 1;
    }

    /// <summary>Opens a connection that nobody else will ever use, so that what the session holds, an advisory lock say, goes with it.</summary>
    /// <param name="schema">Where unqualified names are looked up.</param>
    /// <param name="byKeyAlone">Whether it touches rows by key alone, and must never scan a table because it was small once.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<NpgsqlConnection> OpenOwnAsync(string schema = LiveSchema, bool byKeyAlone = false, CancellationToken cancellation = default)
    {
        var connection = new NpgsqlConnection(Settings(connectionString, schema, s =>
        {
            s.Pooling = false;
            if (byKeyAlone) s.Options = $"{s.Options} {ByKeyAlone}";
        }).ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ForAppends.DisposeAsync();
        await Pool.DisposeAsync();
    }

    private static NpgsqlDataSource Build(string connectionString, string schema, Action<NpgsqlConnectionStringBuilder>? change = null) =>
        new NpgsqlDataSourceBuilder(Settings(connectionString, schema, change).ConnectionString).Build();

    private static NpgsqlConnectionStringBuilder Settings(string connectionString, string schema, Action<NpgsqlConnectionStringBuilder>? change)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = schema,
            NoResetOnClose = true,
            AutoPrepareMinUsages = 2,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 5,  // seconds: a server that vanished is noticed soon
            TcpKeepAliveInterval = 2,
        };
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 200);
        settings.ApplicationName ??= "eventagents";
        settings.Options = $"{settings.Options} {NoticeVanishedHosts}".Trim();
        change?.Invoke(settings);
        return settings;
    }
}
