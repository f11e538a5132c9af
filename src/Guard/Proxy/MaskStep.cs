using System.Diagnostics;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using Microsoft.AspNetCore.Http;

namespace EventAgents.Guard.Proxy;

/// <summary>Reads and masks a call's body, headers and query.</summary>
internal sealed class MaskStep(RequestMasker masker, GivenNames names, HeaderScan headers, ChainKeeper chains, GuardOptions options, GuardMetrics metrics)
{
    /// <summary>Masks the call.</summary>
    /// <returns>Why it is refused, or null.</returns>
    public async ValueTask<Refused?> MaskAsync(GuardCall call, CancellationToken cancellation) =>
        await TryMaskAsync(call, cancellation) is { } refusal ? new Refused(refusal) : null;

    private async ValueTask<Refusal?> TryMaskAsync(GuardCall call, CancellationToken cancellation)
    {
        var request = call.Context.Request;
        ReadOnlyMemory<byte> body = default;
        if (HttpMethods.IsGet(request.Method))
        {
            if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
            {
                return new Refusal(RefusalReason.UnsupportedMedia, "a body where none belongs");
            }
        }
        else
        {
            (body, var unread) = await RequestBody.ReadAsync(request, options.MaxRequestBytes, cancellation);
            if (unread is not null) return unread;
            call.BodyReadAt = Stopwatch.GetTimestamp();
            if (Mask(call, body, cancellation) is { } refusal) return refusal;
        }
        if (!headers.TryReadQuery(call, out var query)) return new Refusal(RefusalReason.NotServed, "query");
        var (passed, found) = headers.Read(call);
        (call.Query, call.PassedHeaders) = (query, passed);
        if (found is not null || !ChainKeeper.IsNeeded(call)) return found;
        return await chains.ContinueAsync(call, earlier => Continue(call, body, earlier, cancellation), cancellation);
    }

    private Refusal? Continue(GuardCall call, ReadOnlyMemory<byte> body, RestoreMap earlier, CancellationToken cancellation)
    {
        if (earlier.Count == 0) return null;
        var outcome = Outcome(call, body, earlier, cancellation);
        if (outcome is not MaskedRequest masked) return (Refusal)outcome;
        call.Masked = masked;
        call.Map = masked.Map.With(earlier);
        return null;
    }

    private MaskOutcome Outcome(GuardCall call, ReadOnlyMemory<byte> body, RestoreMap earlier, CancellationToken cancellation)
    {
        using var hook = metrics.Start(Hooks.Mask);
        var outcome = masker.Mask(body, call.Route!.Api, call.Policy!, call.Key!, earlier, cancellation);
        if (outcome is not Refusal { Reason: RefusalReason.DetectorFailed }) hook.Done();
        return outcome;
    }

    private Refusal? Mask(GuardCall call, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var outcome = Outcome(call, body, RestoreMap.Empty, cancellation);
        if (outcome is not MaskedRequest masked) return (Refusal)outcome;
        call.Masked = masked;
        call.Map = masked.Map;
        if (masked.Facts.Model is { } named)
        {
            var use = names.UseOf(named, call.Policy!);
            if (use == NameUse.Refused) return new Refusal(RefusalReason.ModelNotServed);
            if (use == NameUse.Recorded && GivenNames.IsName(named)) call.Model = named;
        }
        // A reply that comes later is fetched from a path that is not served.
        if (masked.Facts.IsBackground) return new Refusal(RefusalReason.NotServed, "background");
        var models = call.Route!.Provider.Models;
        return models.Count == 0 || (masked.Facts.Model is { } model && models.Contains(model)) ? null : new Refusal(RefusalReason.ModelNotServed);
    }
}
