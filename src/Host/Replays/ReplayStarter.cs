using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;

namespace EventAgents.Host.Replays;

/// <summary>Takes a request for a replay; equal requests with one <c>Idempotency-Key</c> are one replay.</summary>
internal sealed class ReplayStarter(ReplayTable table, ReplaySignal signal, AccessLog access, IdempotencyKeys keys, TimeProvider clock)
{
    /// <summary>Replays of one organisation that may wait or run at once: there is one for each read model, and a few to spare.</summary>
    public const int MaxOpen = 20;

    // Who asks for a small one has the answer at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts it, or finds the one that was started before under the same key; then waits a moment for its end.</summary>
    /// <exception cref="ProblemException">Too many of this organisation's are open.</exception>
    public async Task<ReplayView> StartAsync(HttpContext context, Caller caller, ReplayScope scope, CancellationToken cancellation)
    {
        var request = await IdempotentRequest.OfAsync(context, caller.TenantId);
        if (request is not null && await keys.FindAsync(request, cancellation) is { } before)
        {
            context.Response.Headers[CommandRunner.ReplayedHeader] = "true";
            return await WaitAsync(caller.TenantId, IdOf(before), cancellation);
        }

        if (await table.CountOpenAsync(caller.TenantId, cancellation) >= MaxOpen)
        {
            throw new ProblemException(Problems.TooManyRequests with { Detail = $"{MaxOpen} replays are open; wait for one to end." });
        }


        var id = Guid.CreateVersion7();
        var fact = new ReplayRequested(id, scope.Projection, scope.FromPosition, scope.ToPosition);
        try
        {
            await access.AppendAsync(caller, fact, cancellation, sql =>
            {
                ReplayTable.Insert(sql, id, scope, caller);
                var answer = new StoredAnswer(StatusCodes.Status202Accepted, Location: null, ETag: null, JsonSerializer.SerializeToUtf8Bytes(id));
                if (request is not null) IdempotencyKeys.Add(sql, request, answer, clock.GetUtcNow());
            });
        }
        catch (ConstraintViolatedException e) when (e.Constraint == IdempotencyKeys.Constraint && request is not null)
        {
            id = IdOf((await keys.FindAsync(request, cancellation))!);  // an equal request was faster
        }

        signal.Wake();
        return await WaitAsync(caller.TenantId, id, cancellation);
    }

    private static Guid IdOf(StoredAnswer answer) => JsonSerializer.Deserialize<Guid>(answer.Body);

    private async Task<ReplayView> WaitAsync(string tenantId, Guid id, CancellationToken cancellation)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var replay = await table.FindAsync(tenantId, id, cancellation) ?? throw new ProblemException(Problems.NotFound);
            if (replay.IsOver || since.Elapsed > Patience) return replay;
            await Task.Delay(Look, cancellation);
        }
    }
}
