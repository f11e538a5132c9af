using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using EventAgents.Guard.Protocols;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace EventAgents.Guard.Proxy;

/// <summary>Turns one guarded call into what the provider gets, and its reply into what the caller gets.</summary>
/// <param name="call">The masked call.</param>
/// <param name="recording">The record of the call; the reply's first byte waits for it.</param>
/// <param name="facts">Takes what the reply tells.</param>
/// <param name="retry">Decides whether a reply is asked for again.</param>
/// <param name="chains">Keeps the way back for replies that the provider will continue.</param>
/// <param name="scan">Looks for what the model brings in; null where the policy has no replies read.</param>
/// <param name="maxReplyBytes">Limit of a reply that is no stream.</param>
internal sealed class GuardTransformer(
    GuardCall call, Task recording, ReplyFacts facts, Retry retry, ChainKeeper chains, ReplyScan? scan, int maxReplyBytes) : HttpTransformer
{
    private const string EventStream = "text/event-stream";

    /// <inheritdoc/>
    public override ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix,
        CancellationToken cancellationToken)
    {
        proxyRequest.RequestUri = new Uri(destinationPrefix);
        foreach (var (name, values) in call.PassedHeaders) proxyRequest.Headers.TryAddWithoutValidation(name, values);
        proxyRequest.Headers.TryAddWithoutValidation("accept-encoding", "identity");
        call.Credentials.Apply(call.Route!.Provider, call.HasOwnKey, proxyRequest.Headers);
        if (proxyRequest.Content is { } content)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            content.Headers.ContentLength = call.Masked!.Body.Length;
        }
        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken)
    {
        if (proxyResponse is null || retry.Takes(proxyResponse)) return false;
        facts.Began((int)proxyResponse.StatusCode, Stopwatch.GetTimestamp());
        await recording.WaitAsync(cancellationToken);

        var response = httpContext.Response;
        response.StatusCode = (int)proxyResponse.StatusCode;
        HeaderRules.CopyReply(proxyResponse, response);
        GuardHeaders.Write(call, response.Headers);
        var isStream = call.Route!.Api.Stream is not null
            && string.Equals(proxyResponse.Content.Headers.ContentType?.MediaType, EventStream, StringComparison.OrdinalIgnoreCase);
        proxyResponse.Content = isStream
            ? await RestoreStreamAsync(proxyResponse, response, cancellationToken)
            : await RestoreWholeAsync(proxyResponse, response, cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) =>
        default;

    private async ValueTask<HttpContent> RestoreStreamAsync(HttpResponseMessage reply, HttpResponse response, CancellationToken cancellation)
    {
        response.Headers["x-accel-buffering"] = "no";
        var restorer = new StreamRestorer(call.Route!.Api, call.Map, call.Masked?.HidesUsage ?? false, scan?.Masker);
        facts.IsStream(restorer);
        var head = ChainKeeper.IsNeeded(call) ? new ReplyHead() : null;
        return new StreamContent(new RestoringStream(
            await DecodedAsync(reply, cancellation), restorer, facts, head, scan, call, token => chains.KeepAsync(call, head?.Id, token)));
    }

    private async ValueTask<HttpContent> RestoreWholeAsync(HttpResponseMessage reply, HttpResponse response, CancellationToken cancellation)
    {
        await using var source = await DecodedAsync(reply, cancellation);
        var expected = (int)Math.Min(reply.Content.Headers.ContentLength ?? 16 * 1_024, maxReplyBytes);
        var body = await RequestBody.ReadAsync(source, expected, maxReplyBytes, cancellation)
            ?? throw new InvalidDataException("The provider's reply is too large to be restored.");
        var start = facts.BeginRestoring();
        var restored = new ArrayBufferWriter<byte>(body.Length + 256);
        facts.IsWhole(body.Span, Restore(body, restored));
        facts.RestoredSince(start);
        scan?.Whole(body);
        if (reply.IsSuccessStatusCode && ChainKeeper.IsNeeded(call)) await chains.KeepAsync(call, ReplyHead.IdIn(body.Span, member: null), cancellation);
        if (restored.WrittenCount > 0) response.ContentLength = restored.WrittenCount;
        return new ReadOnlyMemoryContent(restored.WrittenMemory);
    }

    private ReplySummary Restore(ReadOnlyMemory<byte> body, ArrayBufferWriter<byte> restored)
    {
        try
        {
            return ReplyRestorer.Restore(body.Span, call.Route!.Api, call.Map, restored, scan?.Masker);
        }
        catch (Exception failure) when (scan?.Masker is not null && failure is not (OperationCanceledException or OutOfMemoryException))
        {
            facts.Withhold();
            throw new InvalidDataException("The provider's reply could not be scanned.");  // the failure's own message might quote it
        }
    }

    // Compression was not asked for; a provider that compresses nevertheless is understood, or the call fails.
    private static async ValueTask<Stream> DecodedAsync(HttpResponseMessage reply, CancellationToken cancellation)
    {
        var source = await reply.Content.ReadAsStreamAsync(cancellation);
        return reply.Content.Headers.ContentEncoding.Where(encoding => encoding != "identity")
            .Aggregate(source, (stream, encoding) => RequestBody.Decompressor(encoding, stream));
    }
}
