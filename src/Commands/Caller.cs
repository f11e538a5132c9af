using System.Diagnostics;
using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Commands;

/// <summary>What kind of actor a caller is.</summary>
public enum ActorKind
{
    /// <summary>A person.</summary>
    User,
    /// <summary>An agent or another program with a key of its own.</summary>
    Agent,
    /// <summary>A part of this product: a sweeper, a queue.</summary>
    System,
}

/// <summary>Who wants something, taken from the credential and never from a body. It goes beside every event; no personal data.</summary>
/// <param name="TenantId">The organisation whose streams the caller can see.</param>
/// <param name="Actor">The user's, key's or component's id.</param>
/// <param name="Kind">What kind of actor that is.</param>
public sealed record Caller(string TenantId, string Actor, ActorKind Kind)
{
    /// <summary>Header beside an event: what kind of actor caused it.</summary>
    public const string ActorKindHeader = "actor-kind";

    /// <summary>The conversation that the request belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The message that caused the request.</summary>
    public string? CausationId { get; init; }

    /// <summary>Further headers, such as <c>traceparent</c> (W3C Trace Context) or the method of authentication.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A part of this product that acts for a tenant.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="component">The part's name.</param>
    public static Caller System(string tenantId, string component) => new(tenantId, component, ActorKind.System);

    /// <summary>What is stored beside every event that the caller causes.</summary>
    public EventMetadata Metadata
    {
        get
        {
            var headers = new Dictionary<string, string>(Headers) { [ActorKindHeader] = WireName.Of(Kind) };
            if (Activity.Current?.Id is { } parent) headers.TryAdd(EventMetadata.TraceParentHeader, parent);
            return new() { CorrelationId = CorrelationId, CausationId = CausationId, UserName = Actor, Headers = headers };
        }
    }
}
