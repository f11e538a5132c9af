using System.Collections.Concurrent;
using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Commands.Jobs;

/// <summary>Follows the log and wakes the claims of a tenant when a job of it may have become free. One per process.</summary>
public sealed class JobSignal : IAsyncDisposable
{
    private static readonly Type[] MayFreeAJob =
    [
        typeof(JobCreated), typeof(JobResumed), typeof(JobPaused), typeof(JobLeaseExpired), typeof(JobAttemptFailed),
        typeof(JobCompleted), typeof(JobFailed), typeof(JobCancelled),
    ];

    private static readonly EventFilter Filter = new() { Types = [.. EventTypes.ByName.Where(t => MayFreeAJob.Contains(t.Value)).Select(t => t.Key)] };

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _following;

    /// <summary>Begins to follow at the log's end.</summary>
    /// <param name="store">The log.</param>
    /// <param name="pause">How long to wait after the database was away.</param>
    public JobSignal(IEventStore store, TimeSpan pause) => _following = Task.Run(() => FollowAsync(store, pause));

    /// <summary>Completes at the next event that may free a job of the tenant. To miss none, ask before looking at the queue.</summary>
    public Task NextAsync(string tenantId) =>
        _waiting.GetOrAdd(tenantId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Stops following; whoever waits falls back to looking from time to time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _following;
        _stopping.Dispose();
    }

    private async Task FollowAsync(IEventStore store, TimeSpan pause)
    {
        var position = store.Mark.Position;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await foreach (var stored in store.SubscribeAsync(Filter, position, _stopping.Token))
                {
                    position = stored.Position;
                    if (_waiting.TryRemove(stored.Stream.TenantId, out var waiting)) waiting.TrySetResult();
                }
            }
            catch (Exception failure) when (failure is OperationCanceledException or Npgsql.NpgsqlException or IOException)
            {
                await Task.Delay(pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
