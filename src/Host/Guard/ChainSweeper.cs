using EventAgents.Host.Workers;

namespace EventAgents.Host.Guard;

/// <summary>Deletes the maps of conversations that have rested too long.</summary>
internal sealed class ChainSweeper(ChainMaps maps, TimeProvider clock, ILogger<ChainSweeper> logger) : Sweeper(TimeSpan.FromMinutes(10), clock, logger)
{
    public override Task<int> SweepAsync(CancellationToken cancellation) => maps.ForgetAsync(cancellation);
}
