using EventAgents.Commands;
using EventAgents.Commands.Jobs;
using EventAgents.Commands.Sessions;
using EventAgents.Host.Api;
using EventAgents.Host.Guard;
using EventAgents.Host.Settings;
using EventAgents.Projections.Sessions;

namespace EventAgents.Host.Workers;

/// <summary>Puts back the jobs of workers that were not heard of in time.</summary>
internal sealed class LeaseSweeper(JobQueue queue, TimeProvider clock, ILogger<LeaseSweeper> logger) : Sweeper(TimeSpan.FromSeconds(1), clock, logger)
{
    public override Task<int> SweepAsync(CancellationToken cancellation) => queue.ExpireLeasesAsync(cancellation);
}

/// <summary>Ends sessions in which nothing happened for too long.</summary>
internal sealed class SessionSweeper(SessionQueries sessions, CommandHandler handler, SessionExpiryOptions options, TimeProvider clock, ILogger<SessionSweeper> logger)
    : Sweeper(TimeSpan.FromSeconds(5), clock, logger)
{
    private const int PageSize = 200;
    private const string Reason = "Nothing happened for too long.";

    private readonly TimeProvider _clock = clock;

    public override async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var ended = 0;
        while (true)
        {
            var now = _clock.GetUtcNow();
            var idle = await sessions.FindIdleAsync(now - options.PendingTimeout, now - options.ActiveTimeout, now - options.PausedTimeout, PageSize, cancellation);
            foreach (var session in idle)
            {
                // The version that was seen must still hold: a session that was used meanwhile lives, and of two hosts one is late.
                var outcome = await handler.HandleAsync(
                    new ExpireSession(session.SessionId, Reason), Caller.System(session.TenantId, "session-expiry"), new CommandOptions<Session>(session.Version), cancellation);
                if (outcome.IsAccepted) ended++;
            }
            if (idle.Count < PageSize) return ended;
        }
    }
}

/// <summary>Forgets answers whose Idempotency-Key has had its day.</summary>
internal sealed class IdempotencySweeper(IdempotencyKeys keys, ApiOptions options, TimeProvider clock, ILogger<IdempotencySweeper> logger)
    : Sweeper(TimeSpan.FromMinutes(10), clock, logger)
{
    private readonly TimeProvider _clock = clock;

    public override Task<int> SweepAsync(CancellationToken cancellation) => keys.ForgetAsync(_clock.GetUtcNow() - TimeSpan.FromHours(options.IdempotencyHours), cancellation);
}

/// <summary>Starts the sweepers with the host.</summary>
internal static class SweeperRegistration
{
    public static void AddSweepers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<SessionExpiryOptions>(configuration, "Sessions");
        Add<LeaseSweeper>(services);
        Add<SessionSweeper>(services);
        Add<RetentionSweeper>(services);
        Add<IdempotencySweeper>(services);
        Add<ChainSweeper>(services);
        Add<LostCallSweeper>(services);
    }

    private static void Add<T>(IServiceCollection services)
        where T : Sweeper => services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());
}
