using System.Diagnostics;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using Microsoft.AspNetCore.Http;

namespace EventAgents.Guard.Proxy;

/// <summary>One call on its way through the guard: what is known of it so far.</summary>
internal sealed class GuardCall(HttpContext context)
{
    private readonly RequestSource _source = RequestSource.Of(context);

    public HttpContext Context { get; } = context;

    public long ReceivedAt { get; } = Stopwatch.GetTimestamp();

    public Guid Id { get; } = Guid.CreateVersion7();

    public GuardRoute? Route { get; set; }

    /// <summary>Null while it is not known who calls.</summary>
    public GuardCaller? Caller { get; set; }

    public Credentials Credentials { get; set; }

    public bool HasOwnKey { get; set; }

    public CallLabels Labels { get; set; } = CallLabels.None;

    public GuardPolicy? Policy { get; set; }

    public TenantKey? Key { get; set; }

    public string? Model { get; set; }

    /// <summary>The masked request; null for calls without a body.</summary>
    public MaskedRequest? Masked { get; set; }

    /// <summary>The way back: this request's, and that of the conversation which it continues.</summary>
    public RestoreMap Map { get; set; } = RestoreMap.Empty;

    /// <summary>The query as it goes out, with its question mark; empty for none.</summary>
    public string Query { get; set; } = "";

    /// <summary>The caller's headers that go out.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> PassedHeaders { get; set; } = [];

    /// <summary>When the request had been read.</summary>
    public long BodyReadAt { get; set; } = Stopwatch.GetTimestamp();

    /// <summary>When the provider had to be waited for.</summary>
    public long ForwardedAt { get; set; }

    public ErrorDialect Dialect => Route?.Api.Errors ?? GuardRoutes.DialectOf(Context.Request);

    public CallIdentity Identity => new(Id, Caller!, Route?.Provider.Name, Route?.Api.Name, Labels) { Source = _source };
}
