using Microsoft.Extensions.Logging;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>
/// Runs one asynchronous projection, on one host at a time: the owner holds an advisory lock on the connection that it writes with, so whoever
/// loses the lock cannot write. Rows and checkpoint commit together, so each event takes effect once.
/// </summary>
internal sealed partial class ProjectionShard(LogDatabase database, EventReader reader, HighWaterMark mark, IProjection projection, EventStoreOptions options, ILogger logger)
{
    private const string TryOwn = "select pg_try_advisory_lock(hashtextextended('eventagents shard ' || $1, 0))";

    /// <summary>Owns, catches up, follows; after whatever failure it starts again from the stored checkpoint. Ends when cancelled or stopped by a poison event.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenOwnAsync(cancellation: cancellation);
                while (!await TryOwnAsync(connection, cancellation)) await Task.Delay(options.PollInterval, cancellation);
                await FollowAsync(connection, cancellation);
                return;
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                Restarting(logger, projection.Name, failure.GetType().Name);
                await Task.Delay(options.PollInterval, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                return;
            }
        }
    }

    private async Task<bool> TryOwnAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(TryOwn, connection) { Parameters = { new() { Value = projection.Name } } };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task FollowAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var writer = new ProjectionWriter(
            connection, projection, parkedAs: projection.Name, (from, to, stop) => ProjectionCheckpoint.MoveAsync(connection, projection, from, to, stop), logger);
        var position = await ProjectionCheckpoint.LoadAsync(connection, projection, cancellation);
        while (true)
        {
            await mark.WaitBeyondAsync(position, cancellation);
            var final = mark.Position;
            var page = await reader.ReadPageAsync(EventFilter.All, position, final, ReadDirection.Forward, options.ProjectionBatchEvents, cancellation);
            var next = page.Count == options.ProjectionBatchEvents ? page[^1].Position : final;
            using var trace = ProjectionTrace.Begin(projection.Name, page);
            if (await writer.WriteAsync(page, position, next, options.OnPoisonEvent, cancellation) is not null) return;
            position = next;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Projection {Projection} starts again after {Failure}")]
    private static partial void Restarting(ILogger logger, string projection, string failure);
}
