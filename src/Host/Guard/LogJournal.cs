using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using EventAgents.Commands;
using EventAgents.Commands.Guard;
using EventAgents.EventStore;
using EventAgents.Guard.Proxy;
using EventAgents.Host.Auth;

namespace EventAgents.Host.Guard;

/// <summary>
/// Records calls in the log. That a call leaves is waited for; how it ended is written behind the reply, many ends at once, so that they commit along with the
/// next calls' records and not in between, and again and again while the log is down.
/// </summary>
internal sealed partial class LogJournal(CommandHandler handler, IEventStore store, ILogger<LogJournal> logger) : BackgroundService, IGuardJournal
{
    private const int MaxAtOnce = 256;
    private const int MaxWaitingBlocks = 10_000;  // refusals beyond that are counted, not kept: anybody can cause them while the log is down

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    // A call's stream is its own, so reading it first would tell nothing.
    private static readonly CommandOptions<LlmCall> IsNew = new() { Assumed = new(State: null, Version: 0) };

    private readonly Channel<Func<Task>> _waiting = Channel.CreateUnbounded<Func<Task>>();
    private readonly ConcurrentDictionary<Guid, CallRecord> _unrecorded = new();
    private int _dropped;

    /// <inheritdoc/>
    public bool IsDown => store.Status.IsDown;

    /// <inheritdoc/>
    public async Task RecordAsync(CallRecord call, CancellationToken cancellation)
    {
        try
        {
            if (await AppendAsync(call) is { Refusal: { } refusal }) throw new InvalidOperationException(refusal.Detail);
        }
        catch (Exception e)
        {
            _unrecorded[call.Call.Id] = call;
            throw new JournalException("The call could not be recorded.", e);
        }
    }

    /// <inheritdoc/>
    public void Complete(CallEnd end)
    {
        var caller = CallerOf(end.Call);
        if (Activity.Current?.Id is { } parent) caller = caller with { Headers = new Dictionary<string, string>(caller.Headers) { [EventMetadata.TraceParentHeader] = parent } };
        _waiting.Writer.TryWrite(() => handler.HandleAsync(new CompleteLlmCall(CallEvents.Of(end)), caller, IsOpen(end.Call.Id)));
    }

    /// <inheritdoc/>
    public void Block(CallBlock block)
    {
        if (_unrecorded.TryRemove(block.Call.Id, out var record))
        {
            _waiting.Writer.TryWrite(async () =>
            {
                await AppendAsync(record);  // may be there already: then it is refused as known
                await AppendAsync(block);
            });
        }
        else if (_waiting.Reader.Count < MaxWaitingBlocks) _waiting.Writer.TryWrite(() => AppendAsync(block));
        else if (Interlocked.Increment(ref _dropped) % MaxWaitingBlocks == 1) LogDropped(logger);
    }

    /// <summary>Writes what waits, for as long as the host grants.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } writing) await Task.WhenAny(writing, Task.Delay(Timeout.Infinite, cancellationToken));
        await base.StopAsync(cancellationToken);
        if (_waiting.Reader.Count is > 0 and var left) LogGivenUp(logger, left);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's stop closes the queue first; what is in it is still written, until the host loses patience.
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await Task.Delay(Gathering, CancellationToken.None);
            var writes = new List<Task>();
            while (writes.Count < MaxAtOnce && _waiting.Reader.TryRead(out var write)) writes.Add(WriteAsync(write, stoppingToken));
            await Task.WhenAll(writes);
        }
    }

    private async Task WriteAsync(Func<Task> write, CancellationToken stop)
    {
        while (!await TryAsync(write) && !stop.IsCancellationRequested) await Task.Delay(Pause, CancellationToken.None);
    }

    private async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException && !IsDown)
        {
            LogRefused(logger, e.GetType().Name);  // no repetition would change that
            return true;
        }
        catch (Exception e)
        {
            LogWaits(logger, e.GetType().Name);
            return false;
        }
    }

    private Task<Outcome<LlmCall>> AppendAsync(CallRecord record) =>
        handler.HandleAsync(new RecordLlmCall(CallEvents.Of(record)), CallerOf(record.Call), IsNew);

    private Task<Outcome<LlmCall>> AppendAsync(CallBlock block) => handler.HandleAsync(new BlockLlmCall(CallEvents.Of(block)), CallerOf(block.Call), IsNew);

    private static CommandOptions<LlmCall> IsOpen(Guid callId) => new() { Assumed = new(new LlmCall(callId, LlmCallStatus.Open), Version: 1) };

    private static Caller CallerOf(CallIdentity call) =>
        new(call.Caller.Tenant, call.Caller.Actor, ActorKind.Agent)
        {
            CorrelationId = call.Labels.SessionId?.ToString() ?? call.Id.ToString(),
            Headers = CallerClaims.SourceHeaders(call.Source),
        };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A record of a call waits for the log: {Reason}.")]
    private static partial void LogWaits(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} records of calls and refusals were given up: the log did not answer before the host had to stop.")]
    private static partial void LogGivenUp(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A record of a call cannot be written: {Reason}.")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The log has been down for so long that refused calls are no longer kept for it.")]
    private static partial void LogDropped(ILogger logger);
}
