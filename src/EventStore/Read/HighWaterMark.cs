namespace EventAgents.EventStore;

/// <summary>
/// The position up to which the log is final: no transaction can still commit at or below it, so a reader that stays below never misses
/// an event. Our own appends commit in the order of their numbers; a foreign writer's may not, so:
/// <list type="number">
/// <item>positions without a gap behind the mark are final, since each number is drawn once;</item>
/// <item>in front of a gap the mark waits for every transaction that had drawn a number or inserted when the gap was seen (<see cref="OpenWriters"/>):
/// whoever drew the missing number is among them, or has ended;</item>
/// <item>when they have ended, what is still missing was rolled back, and is a hole for good.</item>
/// </list>
/// No time-out decides. A writer that draws numbers in one transaction and inserts them in another is not covered.
/// </summary>
public sealed class HighWaterMark : IAsyncDisposable
{
    private const int PageSize = 10_000;

    // The end of the run without gaps behind $1, and the last visible position of the page.
    private const string FindRun = """
        select coalesce(max(seq_id) filter (where seq_id = $1 + place), $1), coalesce(max(seq_id), $1)
        from (select seq_id, row_number() over (order by seq_id) as place from (select seq_id from events.mt_events where seq_id > $1 order by seq_id limit $2) as page) as numbered
        """;

    private readonly LogDatabase _database;
    private readonly EventStoreOptions _options;
    private readonly OpenWriters _writers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _following;
    private readonly Task _listening;
    private readonly SemaphoreSlim _news = new(1, 1);
    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;
    private long _ownBatches;

    internal HighWaterMark(LogDatabase database, EventStoreOptions options, LogStatus status, string writer, long start)
    {
        (_database, _options, Status, _writers, _position) = (database, options, status, new OpenWriters(database), start);
        _following = Task.Run(FollowAsync);
        _listening = Task.Run(() => new AppendListener(database, writer, () => Interlocked.Read(ref _ownBatches), options.PollInterval, Wake).RunAsync(_stopping.Token));
    }

    internal LogStatus Status { get; }

    /// <summary>The last final position; 0 for an empty log.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Returns as soon as the mark is beyond a position.</summary>
    public async Task WaitBeyondAsync(long position, CancellationToken cancellation)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_position > position) return;
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellation);
        }
    }

    /// <summary>Looks at the log until everything that was committed before this call is below the mark.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        await using var command = _database.Pool.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        var newest = (long)(await command.ExecuteScalarAsync(cancellation))!;
        Wake();
        await WaitBeyondAsync(newest - 1, cancellation);
    }

    /// <summary>A batch of this process is durable. If it follows the mark without a gap, nobody needs to ask the database.</summary>
    internal void Committed(ReadOnlySpan<long> positions)
    {
        if (positions.IsEmpty) return;
        Interlocked.Increment(ref _ownBatches);
        lock (_lock)
        {
            if (positions[0] == _position + 1 && positions[^1] - positions[0] + 1 == positions.Length)
            {
                Move(positions[^1]);
                return;
            }
        }

        Wake();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        await Task.WhenAll(_following, _listening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
        _news.Dispose();
    }

    private async Task FollowAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await AdvanceAsync(_stopping.Token);
                await _news.WaitAsync(_options.PollInterval, _stopping.Token);
            }
            catch (Exception failure) when (failure is not ObjectDisposedException && !_stopping.IsCancellationRequested)
            {
                Status.Failed();
                await Task.Delay(_options.PollInterval, _stopping.Token);
            }
        }
    }

    private async Task AdvanceAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var before = Position;
            var (run, seen) = await FindRunAsync(before, cancellation);
            Status.Answered();
            MoveTo(run);
            if (seen > run)
            {
                await _writers.WaitAsync(cancellation);
                MoveTo(seen);  // every number up to here that is not visible now never will be
            }

            if (seen - before < PageSize / 2) return;
        }
    }

    private async Task<(long Run, long Seen)> FindRunAsync(long after, CancellationToken cancellation)
    {
        await using var command = _database.Pool.CreateCommand(FindRun);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = PageSize });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private void Wake()
    {
        try
        {
            if (_news.CurrentCount == 0) _news.Release();
        }
        catch (Exception late) when (late is SemaphoreFullException or ObjectDisposedException)
        {
            // Somebody else woke it, or nobody follows any more.
        }
    }

    private void MoveTo(long position)
    {
        lock (_lock) Move(position);
    }

    private void Move(long position)
    {
        if (position <= _position) return;
        _position = position;
        var moved = _moved;
        _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        moved.SetResult();
    }
}
