using System.Threading.Channels;

namespace EventAgents.EventStore;

/// <summary>Hands a range of the log on, page by page: reads and deserialises on one thread while the other writes.</summary>
internal sealed class ProjectionFeed(EventReader reader, int pageSize)
{
    private const int PagesAhead = 4;

    /// <summary>Hands on every event in (from, to] that the filter lets through, in order.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="from">Events behind this position.</param>
    /// <param name="to">The last position; it must be final.</param>
    /// <param name="take">Takes a page, never an empty one.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RunAsync(EventFilter filter, long from, long to, Func<List<StoredEvent>, Task> take, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pages = Channel.CreateBounded<List<StoredEvent>>(PagesAhead);
        var reading = Task.Run(() => ReadPagesAsync(filter, pages.Writer, from, to, stopping.Token), cancellation);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(cancellation)) await take(page);
        }
        finally
        {
            await stopping.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadPagesAsync(EventFilter filter, ChannelWriter<List<StoredEvent>> pages, long from, long to, CancellationToken cancellation)
    {
        try
        {
            while (from < to)
            {
                var page = await reader.ReadPageAsync(filter, from, to, ReadDirection.Forward, pageSize, cancellation);
                if (page.Count == 0) break;
                await pages.WriteAsync(page, cancellation);
                from = page[^1].Position;
            }

            pages.Complete();
        }
        catch (Exception failure)
        {
            pages.TryComplete(failure);
        }
    }
}
