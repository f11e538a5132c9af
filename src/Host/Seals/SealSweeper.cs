using EventAgents.EventStore;
using EventAgents.Host.Workers;
using Npgsql;

namespace EventAgents.Host.Seals;

/// <summary>Seals the log: as often as there are enough events, at the least once a minute, and what is left when the host stops.</summary>
internal sealed partial class SealSweeper(Sealer sealer, TimeProvider clock, ILogger<SealSweeper> logger) : Sweeper(TimeSpan.FromSeconds(5), clock, logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>Why nothing is sealed any more; null while all is well.</summary>
    public string? Fault { get; private set; }

    public override async Task<int> SweepAsync(CancellationToken cancellation)
    {
        try
        {
            if (await sealer.SealAsync(cancellation: cancellation) is not null) Fault = null;
        }
        catch (SealException e)
        {
            if (Fault != e.Message) LogBroken(_logger, e.Message);
            Fault = e.Message;
        }
        return 0;  // seals are made all the time; that is nothing to tell
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            if (Fault is null) await sealer.SealAsync(all: true, cancellationToken);
        }
        catch (Exception e) when (e is SealException or NpgsqlException or IOException or TimeoutException or OperationCanceledException)
        {
            // The next host does it.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The log is no longer sealed. {Fault}")]
    private static partial void LogBroken(ILogger logger, string fault);
}
