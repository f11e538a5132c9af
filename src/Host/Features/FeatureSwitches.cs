using System.Collections.Immutable;
using EventAgents.Commands;
using EventAgents.Commands.Operations;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Guard.Proxy;
using EventAgents.Host.Auth;

namespace EventAgents.Host.Features;

/// <summary>The flags as they are now in this process: as set, with what the log says was changed since. It follows the log, so a change needs no restart.</summary>
internal sealed partial class FeatureSwitches(AggregateReader reader, IEventStore store, FeatureOptions asSet, CostSwitch costs, ILogger<FeatureSwitches> logger) : BackgroundService
{
    private static readonly EventFilter Changes = new() { StreamType = FeatureFlags.StreamType };
    private static readonly StreamKey Stream = new(AccessLog.SystemTenant, StreamIds.FeatureFlags);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private volatile ImmutableDictionary<FeatureFlag, bool> _changed = FeatureFlags.AsSet.Changed;
    private long _position;

    public bool IsOn(FeatureFlag flag) => _changed.GetValueOrDefault(flag, AsSet(flag));

    /// <summary>The settings' value.</summary>
    public bool AsSet(FeatureFlag flag) => asSet.IsOn(flag);

    /// <summary>Reads the changes from the log, so that who has just made one sees it.</summary>
    /// <returns>The stream's version.</returns>
    public async Task<long> ReadAsync(CancellationToken cancellation)
    {
        var (state, version) = await reader.ReadAsync<FeatureFlags, FeatureFlagEvent>(Stream, cancellation);
        _changed = (state ?? FeatureFlags.AsSet).Changed;
        costs.IsOn = IsOn(FeatureFlag.CostTracking);
        return version;
    }

    /// <summary>Requests are answered only when the flags are known.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _position = store.Mark.Position;
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in store.SubscribeAsync(Changes, _position, stoppingToken))
                {
                    await ReadAsync(stoppingToken);
                    _position = change.Position;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogLost(logger, e.GetType().Name);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of feature flags cannot be followed: {Reason}. It tries again.")]
    private static partial void LogLost(ILogger logger, string reason);
}
