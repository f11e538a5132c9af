using System.Diagnostics;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Calls when somebody else has appended, on a connection of its own that comes back by itself. While this process appends all the time it does
/// not listen: to wake it after each of its own batches costs as much as the batch, and a jump in the numbers of the next batch tells it the same.
/// </summary>
/// <param name="database">Where the log is.</param>
/// <param name="self">This process's own notifications, which bring no news.</param>
/// <param name="ownBatches">How many batches this process has written.</param>
/// <param name="turn">How long it listens or not before it thinks again; how long it waits after the database was away.</param>
/// <param name="heard">What to call; also once after each beginning, for what came while nobody listened.</param>
internal sealed class AppendListener(LogDatabase database, string self, Func<long> ownBatches, TimeSpan turn, Action heard)
{
    private const double BusyBatchesPerSecond = 50;  // so the next one is 20 ms away

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
                await Task.Delay(turn, cancellation);  // whoever follows the log looks at it meanwhile, and reports that it is down
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
        while (true)
        {
            await ExecuteAsync(connection, $"listen {AppendSql.Channel}", cancellation);
            heard();
            while (!await IsBusyAsync(() => WaitAsync(connection, cancellation)))
            {
            }

            await ExecuteAsync(connection, $"unlisten {AppendSql.Channel}", cancellation);
            while (await IsBusyAsync(() => Task.Delay(turn, cancellation)))
            {
            }
        }
    }

    /// <summary>Whether this process appended all the time while something was waited for.</summary>
    private async Task<bool> IsBusyAsync(Func<Task> wait)
    {
        var (before, since) = (ownBatches(), Stopwatch.StartNew());
        await wait();
        return ownBatches() - before > BusyBatchesPerSecond * since.Elapsed.TotalSeconds;
    }

    /// <summary>Takes what is notified during one turn.</summary>
    private async Task WaitAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        for (var since = Stopwatch.StartNew(); turn - since.Elapsed is { Ticks: > TimeSpan.TicksPerMillisecond } left;) await connection.WaitAsync(left, cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
