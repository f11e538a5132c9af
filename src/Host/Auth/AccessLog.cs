using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Host.Auth;

/// <summary>Writes who came, who left and who was refused into the actor's access stream.</summary>
internal sealed class AccessLog(IEventStore store)
{
    /// <summary>The tenant of those who are not known: failed logins.</summary>
    public const string SystemTenant = "system";

    private const string StreamType = "access";

    /// <summary>Appends one fact to the caller's access stream; when this returns, it is durable.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="fact">What.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="also">Further rows of the same transaction.</param>
    public Task AppendAsync(Caller caller, AccessEvent fact, CancellationToken cancellation, Action<SqlBatch>? also = null) =>
        store.AppendAsync(RequestOf(caller, fact) with { Also = also }, cancellation);

    /// <summary>The append of one fact to the caller's access stream, for those who do more in its transaction.</summary>
    public static AppendRequest RequestOf(Caller caller, AccessEvent fact)
    {
        // An export's manifest is looked up by its id, so it is a stream of its own.
        var stream = new StreamKey(caller.TenantId, fact is AuditExported export ? export.ExportId : StreamIds.OfAccess(caller.TenantId, caller.Actor));
        return new AppendRequest([new StreamAppend(stream, StreamType, StreamAppend.AnyVersion, [fact])], caller.Metadata);
    }
}
