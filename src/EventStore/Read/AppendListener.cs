using Npgsql;

namespace EventAgents.EventStore;

/// <summary>Calls when somebody else has appended, on a connection of its own that comes back by itself.</summary>
/// <param name="database">Where the log is.</param>
/// <param name="self">This process's own notifications, which bring no news.</param>
/// <param name="pause">How long to wait after the database was away.</param>
/// <param name="heard">What to call; also once after each connecting, for what came while nobody listened.</param>
internal sealed class AppendListener(LogDatabase database, string self, TimeSpan pause, Action heard)
{
    /// <summary>Listens until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancellation);
            }
            catch (Exception) when (!cancellation.IsCancellationRequested)
            {
                await Task.Delay(pause, cancellation);  // whoever follows the log looks at it meanwhile, and reports that it is down
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenOwnAsync(cancellation: cancellation);
        connection.Notification += (_, news) =>
        {
            if (news.Payload != self) heard();
        };
        await using (var listen = new NpgsqlCommand($"listen {AppendSql.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancellation);
        heard();
        while (true) await connection.WaitAsync(cancellation);
    }
}
