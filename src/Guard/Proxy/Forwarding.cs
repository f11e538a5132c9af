using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace EventAgents.Guard.Proxy;

/// <summary>Sends a masked call to its provider while its record is written, and the restored reply to the caller.</summary>
internal sealed class Forwarding(IHttpForwarder forwarder, RequestMasker masker, GivenNames names, IGuardJournal journal, ChainKeeper chains, PriceTable prices, GuardMetrics metrics,
    GuardOptions options, TimeProvider clock)
{
    private readonly ForwarderRequestConfig _config = new() { ActivityTimeout = TimeSpan.FromSeconds(options.ActivityTimeoutSeconds) };

    /// <summary>Forwards the call and records its end.</summary>
    /// <returns>Why the caller is still to be answered with a refusal, or null when it was answered.</returns>
    public async Task<Refused?> ForwardAsync(GuardCall call)
    {
        var record = RecordOf(call);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(options.MaxCallSeconds), clock);
        var recording = RecordAsync(record, stop);
        using var facts = new ReplyFacts();
        var retry = new Retry(options, clock);
        var scan = ReplyScan.Of(call, masker, options.MaxReplyBytes);
        var transformer = new GuardTransformer(call, recording, facts, retry, chains, scan, options.MaxReplyBytes);
        call.ForwardedAt = Stopwatch.GetTimestamp();
        using var span = GuardSpans.Start(call);
        var error = await SendAsync(call, transformer, retry, stop.Token);

        if (await IsUnrecordedAsync(recording))
        {
            journal.Block(new CallBlock(call.Identity, RefusalReason.LogUnavailable, ProviderErrors.StatusOf(RefusalReason.LogUnavailable), call.Model,
                call.Policy!.Version)
            {
                Entities = record.Entities,
            });
            return new Refused(new Refusal(RefusalReason.LogUnavailable), IsRecorded: true);
        }
        var outcome = facts.IsWithheld ? CallOutcome.Withheld : OutcomeOf(call.Context, error, stop.IsCancellationRequested);
        var end = EndOf(call, outcome, facts) with { ReplyEntities = await CountAsync(scan) };
        if (facts.HasRestored) metrics.Ran(Hooks.Unmask, facts.Restoring, isDone: !facts.IsRestoring);
        metrics.Ended(call, end, facts.Restoring);
        GuardSpans.End(span, end, facts.Summary?.Labels, (label, isUnique) => names.MayBeTold(label, call.Policy!, isUnique));
        journal.Complete(end);
        if (call.Context.Response.HasStarted) return null;
        return outcome switch
        {
            CallOutcome.UpstreamFailed => new Refused(new Refusal(RefusalReason.UpstreamUnavailable), IsRecorded: true),
            CallOutcome.Withheld => new Refused(new Refusal(RefusalReason.DetectorFailed, "the reply"), IsRecorded: true),
            _ => null,
        };
    }

    private async ValueTask<IReadOnlyList<EntityCount>?> CountAsync(ReplyScan? scan)
    {
        if (scan is null) return null;
        using var hook = metrics.Start(Hooks.ReplyScan);
        var counts = await scan.CountAsync();
        if (counts is not null) hook.Done();
        return counts;
    }

    private async Task<ForwarderError> SendAsync(GuardCall call, GuardTransformer transformer, Retry retry, CancellationToken stop)
    {
        var context = call.Context;
        while (true)
        {
            retry.Begin();
            if (call.Masked is { } masked) context.Request.Body = StreamOf(masked.Body);
            var error = await forwarder.SendAsync(context, call.Route!.Url + call.Query, call.Route.Provider.Client, _config, transformer, stop);
            if (error == ForwarderError.Request) retry.Take(context.Features.Get<IForwarderErrorFeature>()?.Exception);
            if (retry.Delay is not { } delay || context.Response.HasStarted) return error;
            context.Response.Clear();
            if (!await WaitAsync(delay, context.RequestAborted)) return ForwarderError.RequestCanceled;
        }
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> body) => MemoryMarshal.TryGetArray(body, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(body.ToArray(), writable: false);

    /// <returns>False when the caller left meanwhile.</returns>
    private async Task<bool> WaitAsync(TimeSpan delay, CancellationToken left)
    {
        try
        {
            await Task.Delay(delay, clock, left);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Records the call; where that fails, the provider's work is stopped at once.</summary>
    private async Task RecordAsync(CallRecord record, CancellationTokenSource stop)
    {
        try
        {
            await journal.RecordAsync(record, CancellationToken.None);
        }
        catch (Exception)
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private static async Task<bool> IsUnrecordedAsync(Task recording)
    {
        try
        {
            await recording;
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }

    // Where the reply's body broke, YARP has aborted the caller's connection by now, so that alone does not tell who left.
    private static CallOutcome OutcomeOf(HttpContext context, ForwarderError error, bool isStopped) => error switch
    {
        ForwarderError.None => CallOutcome.Answered,
        _ when isStopped => CallOutcome.UpstreamFailed,  // it took too long
        ForwarderError.ResponseBodyDestination => CallOutcome.UpstreamFailed,
        _ => context.RequestAborted.IsCancellationRequested ? CallOutcome.ClientAborted : CallOutcome.UpstreamFailed,
    };

    private CallRecord RecordOf(GuardCall call)
    {
        var body = call.Masked?.Body ?? default;
        var overhead = Stopwatch.GetElapsedTime(call.BodyReadAt);
        metrics.Masked(call, overhead);
        return new CallRecord(
            call.Identity, call.Model, call.Policy!.Mode, call.Policy.Version, call.Masked?.Counts ?? [],
                Convert.ToHexStringLower(SHA256.HashData(body.Span)), body.Length, overhead);
    }

    private CallEnd EndOf(GuardCall call, CallOutcome outcome, ReplyFacts facts)
    {
        var summary = facts.Summary;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return new CallEnd(
            call.Identity, outcome, facts.Status, summary?.Usage, CostOf(call, summary?.Usage, today), facts.CommitmentHex(),
            summary?.Restored ?? 0, summary?.Unrestored ?? 0, Stopwatch.GetElapsedTime(call.ReceivedAt),
            facts.FirstByteAt == 0 ? null : Stopwatch.GetElapsedTime(call.ForwardedAt, facts.FirstByteAt));
    }

    private decimal? CostOf(GuardCall call, TokenUsage? usage, DateOnly today)
    {
        using var hook = metrics.Start(Hooks.CostTracking);
        var cost = prices.CostOf(call.Route!.Provider.Name, call.Model, usage, today);
        hook.Done();
        return cost;
    }
}
