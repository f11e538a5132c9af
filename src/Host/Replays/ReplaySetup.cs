using EventAgents.Host.Settings;
using EventAgents.Host.Workers;

namespace EventAgents.Host.Replays;

/// <summary>Registers what replays need.</summary>
internal static class ReplaySetup
{
    public static void AddReplays(this IServiceCollection services, ProcessRoles roles)
    {
        services.AddSingleton<ReplayTable>().AddSingleton<ReplaySignal>().AddSingleton<ReplayStarter>();
        if (!roles.HasFlag(ProcessRoles.Worker)) return;
        services.AddHostedService<ReplayRunner>();
        services.AddSingleton<ReplaySweeper>().AddHostedService(provider => provider.GetRequiredService<ReplaySweeper>());
    }
}

/// <summary>Forgets replays that ended more than 30 days ago.</summary>
internal sealed class ReplaySweeper(ReplayTable replays, TimeProvider clock, ILogger<ReplaySweeper> logger) : Sweeper(TimeSpan.FromHours(1), clock, logger)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private readonly TimeProvider _clock = clock;

    public override Task<int> SweepAsync(CancellationToken cancellation) => replays.ForgetAsync(_clock.GetUtcNow() - Kept, cancellation);
}
