namespace EventAgents.EventStore;

/// <summary>Names one stream: the events of one aggregate of one tenant.</summary>
/// <param name="TenantId">The organisation. The same id under another tenant is another stream.</param>
/// <param name="Id">The aggregate's id.</param>
public readonly record struct StreamKey(string TenantId, Guid Id);
