using EventAgents.Commands;
using EventAgents.Commands.Guard;
using EventAgents.Guard.Proxy;
using EventAgents.Host.Workers;
using EventAgents.Projections.Guard;

namespace EventAgents.Host.Guard;

/// <summary>
/// Closes the records of calls whose process died before it could tell how they ended. It waits for as long as a call may take and a little more, so that a
/// call that is still on its way is not taken for lost.
/// </summary>
internal sealed class LostCallSweeper(LlmCallQueries calls, CommandHandler handler, GuardOptions options, TimeProvider clock, ILogger<LostCallSweeper> logger)
    : Sweeper(TimeSpan.FromMinutes(1), clock, logger)
{
    private const int PageSize = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);  // for ends that wait for the log, and for clocks that differ

    private readonly TimeProvider _clock = clock;

    public override async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var open = await calls.FindOpenAsync(_clock.GetUtcNow() - TimeSpan.FromSeconds(options.MaxCallSeconds) - Patience, PageSize, cancellation);
        var lost = 0;
        foreach (var call in open)
        {
            var caller = Caller.System(call.TenantId, "lost-calls") with { CorrelationId = call.CallId.ToString() };
            var outcome = await handler.HandleAsync(new LoseLlmCall(call.CallId), caller, options: null, cancellation);
            if (outcome is { IsAccepted: true, Events.Count: > 0 }) lost++;
        }
        return lost;
    }
}
