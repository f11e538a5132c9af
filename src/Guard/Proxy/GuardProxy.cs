using EventAgents.Guard.Protocols;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EventAgents.Guard.Proxy;

/// <summary>
/// Answers every request on the guard's port: admit → mask → forward while recording → restore. A request that fails on the way is refused, and
/// nothing of it leaves.
/// </summary>
internal sealed partial class GuardProxy(Admission admission, MaskStep mask, Forwarding forwarding, IGuardJournal journal, GuardMetrics metrics,
    ILogger<GuardProxy> logger)
{
    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var call = new GuardCall(context);
        try
        {
            var refused = await AdmitAsync(call) ?? await mask.MaskAsync(call, context.RequestAborted);
            if (refused is null) refused = await forwarding.ForwardAsync(call);
            if (refused is not null) await RefuseAsync(call, refused);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            metrics.Aborted(call);  // nobody is there to be answered
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            LogFailed(logger, call.Id, failure.GetType().Name);  // the message might quote the request
            await RefuseAsync(call, new Refused(new Refusal(failure switch
            {
                BadHttpRequestException => RefusalReason.NotJson,
                JournalException => RefusalReason.LogUnavailable,
                PolicyUnreadableException => RefusalReason.PolicyUnreadable,
                _ => RefusalReason.DetectorFailed,
            })));
        }
    }

    private async ValueTask<Refused?> AdmitAsync(GuardCall call)
    {
        using var hook = metrics.Start(Hooks.PolicyCheck);
        try
        {
            var refused = await admission.AdmitAsync(call, call.Context.RequestAborted);
            if (refused is not { Refusal.Reason: RefusalReason.LogUnavailable }) hook.Done();
            return refused;
        }
        catch (Exception) when (call.Context.RequestAborted.IsCancellationRequested)
        {
            hook.Done();  // who left has not made it fail
            throw;
        }
    }

    private async Task RefuseAsync(GuardCall call, Refused refused)
    {
        var reason = refused.Refusal.Reason;
        metrics.Refused(call, reason);
        if (call.Caller is not null && !refused.IsRecorded)
        {
            journal.Block(new CallBlock(call.Identity, reason, ProviderErrors.StatusOf(reason), call.Model, call.Policy?.Version ?? 0)
            {
                Entities = call.Masked?.Counts ?? refused.Refusal.Counts,
            });
        }
        await RefusalWriter.WriteAsync(call, refused.Refusal, refused.RetryAfter);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {CallId} failed: {Failure}.")]
    private static partial void LogFailed(ILogger logger, Guid callId, string failure);
}

/// <summary>A call that is refused.</summary>
/// <param name="Refusal">Why.</param>
/// <param name="RetryAfter">When asking again makes sense.</param>
/// <param name="IsRecorded">Its end is in the log already.</param>
internal sealed record Refused(Refusal Refusal, TimeSpan? RetryAfter = null, bool IsRecorded = false);
