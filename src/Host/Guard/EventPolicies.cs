using System.Collections.Concurrent;
using EventAgents.Commands;
using EventAgents.Commands.Guard;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using EventAgents.Pii;

namespace EventAgents.Host.Guard;

/// <summary>The tenants' guard settings from their events: read at a tenant's first call, forgotten when the log tells of a change.</summary>
internal sealed partial class EventPolicies(AggregateReader reader, IEventStore store, ILogger<EventPolicies> logger) : BackgroundService, IGuardPolicies
{
    private static readonly EventFilter Changes = new() { StreamType = GuardSettings.StreamType };
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lazy<Task<TenantSettings>>> _tenants = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<GuardPolicy> FindAsync(string tenant, string? profile, CancellationToken cancellation) => (await SettingsOfAsync(tenant)).Policy;

    /// <summary>A tenant's settings as they are now.</summary>
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
        var (state, version) = await reader.ReadAsync<GuardSettings, GuardSettingsEvent>(stream, CancellationToken.None);
        var settings = state ?? GuardSettings.Default;
        return new TenantSettings(settings, PolicyOf(settings, version), version);
    }

    private static GuardPolicy PolicyOf(GuardSettings settings, long version)
    {
        var policy = GuardPolicy.Default with { Version = version, Mode = GuardTerms.Of(settings.Mode) };
        if (settings.Policy is not { } changed) return policy;
        foreach (var (name, action) in changed.Entities)
        {
            policy = EntityTypes.TryFromWire(name, out var type)
                ? policy.With(type, GuardTerms.Of(action))
                : policy with { CustomActions = policy.CustomActions.SetItem(name, GuardTerms.Of(action)) };
        }
        return policy with
        {
            Images = GuardTerms.Of(changed.Images),
            Audio = GuardTerms.Of(changed.Audio),
            Files = GuardTerms.Of(changed.Files),
            AllowsTokenArrays = changed.AllowsTokenArrays,
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of guard settings cannot be followed: {Reason}. It tries again.")]
    private static partial void LogLost(ILogger logger, string reason);
}

/// <summary>A tenant's guard settings.</summary>
/// <param name="Settings">As its events say.</param>
/// <param name="Policy">As the guard takes them.</param>
/// <param name="Version">Of the stream; 0 where nothing was changed yet.</param>
internal sealed record TenantSettings(GuardSettings Settings, GuardPolicy Policy, long Version);
