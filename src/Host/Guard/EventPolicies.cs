using System.Collections.Concurrent;
using EventAgents.Commands;
using EventAgents.Commands.Guard;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;

namespace EventAgents.Host.Guard;

/// <summary>The tenants' guard settings from their events: read at a tenant's first call, forgotten when the log tells of a change.</summary>
internal sealed partial class EventPolicies(AggregateReader reader, IEventStore store, DetectionStore detections, ILogger<EventPolicies> logger)
    : BackgroundService, IGuardPolicies
{
    private static readonly EventFilter Changes = new() { StreamType = GuardSettings.StreamType };
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lazy<Task<TenantSettings>>> _tenants = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<GuardPolicy> FindAsync(string tenant, string? profile, CancellationToken cancellation)
    {
        var settings = await SettingsOfAsync(tenant);
        if (settings.Unreadable is null) return settings.Policy;
        Forget(tenant);  // it may be mended before the next call
        LogUnreadable(logger, settings.Unreadable.Message);
        throw settings.Unreadable;
    }

    /// <summary>A tenant's settings as they are now, also where a part of them cannot be read. What may leave is <see cref="FindAsync"/>'s to say.</summary>
    public async ValueTask<TenantSettings> SettingsOfAsync(string tenant)
    {
        // Stored before it is read, so that a change after the reading began removes it.
        var settings = _tenants.GetOrAdd(tenant, name => new Lazy<Task<TenantSettings>>(() => ReadAsync(name)));
        try
        {
            return await settings.Value;
        }
        catch
        {
            _tenants.TryRemove(new(tenant, settings));
            throw;
        }
    }

    /// <summary>Forgets a tenant's settings, so that who has just changed them sees the change.</summary>
    public void Forget(string tenant) => _tenants.TryRemove(tenant, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var position = store.Mark.Position;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in store.SubscribeAsync(Changes, position, stoppingToken))
                {
                    Forget(change.Stream.TenantId);
                    position = change.Position;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogLost(logger, e.GetType().Name);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task<TenantSettings> ReadAsync(string tenant)
    {
        var stream = new StreamKey(tenant, StreamIds.GuardSettings);
        for (var seen = -1L; ;)
        {
            var (state, version) = await reader.ReadAsync<GuardSettings, GuardSettingsEvent>(stream, CancellationToken.None);
            var settings = state ?? GuardSettings.Default;
            var own = settings.Detection is { } changed ? await detections.FindAsync(tenant, changed.DetectionId, CancellationToken.None) : new DetectionSettings();
            if (own is null && version != seen)
            {
                seen = version;  // overwritten since the log was read, perhaps: then the log says more now
                continue;
            }
            return SettingsOf(settings, own, version);
        }
    }

    private static TenantSettings SettingsOf(GuardSettings settings, DetectionSettings? own, long version)
    {
        try
        {
            var detection = DetectionStore.Compile(own);
            var policy = GuardTerms.Of(settings.Policy) with { Version = version, Mode = GuardTerms.Of(settings.Mode), Detection = detection };
            return new TenantSettings(settings, policy, version) { Detection = own };
        }
        catch (PolicyUnreadableException unreadable)
        {
            return new TenantSettings(settings, GuardPolicy.Default, version) { Unreadable = unreadable };
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of guard settings cannot be followed: {Reason}. It tries again.")]
    private static partial void LogLost(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A tenant's policy is not known, so its calls are refused: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string reason);
}

/// <summary>A tenant's guard settings.</summary>
/// <param name="Settings">As its events say.</param>
/// <param name="Policy">As the guard takes them, unless they are <see cref="Unreadable"/>.</param>
/// <param name="Version">Of the stream; 0 where nothing was changed yet.</param>
internal sealed record TenantSettings(GuardSettings Settings, GuardPolicy Policy, long Version)
{
    /// <summary>The tenant's own recognizers, lists and thresholds; null where they cannot be read.</summary>
    public DetectionSettings? Detection { get; init; }

    /// <summary>Why no call may go out; null where the policy is whole.</summary>
    public PolicyUnreadableException? Unreadable { get; init; }
}
