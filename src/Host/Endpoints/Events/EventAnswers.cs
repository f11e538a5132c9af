using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Events;

/// <summary>Sends events in the form that was asked for.</summary>
internal sealed class EventAnswers(EventQueries events, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int FlushEvery = 64 * 1_024;  // bytes; small enough that memory stays flat, large enough to fill a packet
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(15);  // then the reader comes back, and its credential is looked at again
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public async Task<IResult> AnswerAsync(EventRequest request, HttpContext context, CancellationToken cancellation)
    {
        switch (request.Form)
        {
            case EventForm.Lines:
                await SendLinesAsync(request.Range, context.Response, cancellation);
                return Results.Empty;
            case EventForm.Live:
                await SendLiveAsync(request.Range, context.Response, cancellation);
                return Results.Empty;
            default:
                return TypedResults.Ok(await events.PageAsync(request.Range, request.Limit, request.Cursor, cancellation));
        }
    }

    /// <summary>
    /// One event a line. The last line is a trailer with count and last position, so that a transfer that was cut can be told from a whole one.
    /// A slow reader slows the reading down.
    /// </summary>
    private async Task SendLinesAsync(EventRange range, HttpResponse response, CancellationToken cancellation)
    {
        response.ContentType = "application/x-ndjson; charset=utf-8";
        var (count, lastPosition, pending) = (0L, range.After, 0L);
        var body = response.BodyWriter;
        await using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true });
        await foreach (var shown in events.AllAsync(range, cancellation))
        {
            WriteLine(json, shown);
            (count, lastPosition) = (count + 1, shown.Position);
            if ((pending += json.BytesCommitted) > FlushEvery)
            {
                await body.FlushAsync(cancellation);
                pending = 0;
            }
        }

        WriteLine(json, new { trailer = new { count, lastPosition } });
        await body.FlushAsync(cancellation);

        void WriteLine<T>(Utf8JsonWriter json, T value)
        {
            json.Reset(body);
            JsonSerializer.Serialize(json, value, ApiJson.Options);
            json.Flush();
            body.Write(NewLine);
        }
    }

    /// <summary>Server-sent events: the id is the position, so a reader that comes back with <c>Last-Event-ID</c> misses and repeats nothing.</summary>
    private async Task SendLiveAsync(EventRange range, HttpResponse response, CancellationToken cancellation)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        using var age = new CancellationTokenSource(LongestStream, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping, age.Token);
        var channel = Channel.CreateBounded<StoredEvent>(256);
        var following = FollowAsync(range, channel.Writer, ending.Token);
        try
        {
            await response.WriteAsync(": follows\n\n", ending.Token);
            while (await IsMoreAsync(channel.Reader, ending.Token) is { } isMore)
            {
                if (!isMore) await response.WriteAsync(": still here\n\n", ending.Token);
                for (var pending = 0; pending < FlushEvery && channel.Reader.TryRead(out var stored);)
                {
                    var message = LiveMessage.Of(stored);
                    response.BodyWriter.Write(message.Span);
                    pending += message.Length;
                }

                await response.BodyWriter.FlushAsync(ending.Token);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested || age.IsCancellationRequested)
        {
            // The host stops, or the stream is old: the reader comes back with what it has seen last.
        }
        finally
        {
            await ending.CancelAsync();
            await following;
        }
    }

    /// <returns>True: there is something to read; false: silence for too long; null: there will be no more.</returns>
    private async Task<bool?> IsMoreAsync(ChannelReader<StoredEvent> reader, CancellationToken cancellation)
    {
        if (reader.TryPeek(out _)) return true;
        using var silence = new CancellationTokenSource(SilenceLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        try
        {
            return await reader.WaitToReadAsync(either.Token) ? true : null;
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task FollowAsync(EventRange range, ChannelWriter<StoredEvent> writer, CancellationToken cancellation)
    {
        try
        {
            await foreach (var stored in events.FollowAsync(range, cancellation)) await writer.WriteAsync(stored, cancellation);
        }
        catch (Exception ended)
        {
            writer.TryComplete(ended is OperationCanceledException ? null : ended);
        }
    }
}
