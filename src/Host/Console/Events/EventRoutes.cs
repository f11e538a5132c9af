using EventAgents.Commands;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints.Events;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.WebConsole.Events;

/// <summary>The log, and any stream of it: its events, its state at any version, what changed between two, and why an event happened.</summary>
internal static class EventRoutes
{
    private const int PageSize = 50;

    public static void MapEventPages(this IEndpointRouteBuilder pages)
    {
        var review = pages.MapGroup("/").RequireAuthorization(Policies.Review);
        review.MapGet("/events", List);
        review.MapGet("/events/{eventId:guid}", Why);
        review.MapGet("/streams", Find);
        review.MapGet("/streams/{streamId:guid}", Show);
    }

    private static async Task<Html<EventListPage, EventList>> List(HttpRequest asked, Caller caller, EventQueries events, CancellationToken cancellation)
    {
        var query = EventQuery.Read(asked);
        var range = new EventRange(query.For(caller.TenantId), Direction: ReadDirection.Backward);
        return new(new EventList(await events.PageAsync(range, PageSize, asked.Text("cursor"), cancellation), query));
    }

    private static async Task<Html<EventPage, CausationTree>> Why(Guid eventId, Caller caller, CausationQueries causes, CancellationToken cancellation) =>
        new(CausationTree.Of(await causes.FindAsync(caller.TenantId, eventId, cancellation) ?? throw new ProblemException(Problems.NotFound)));

    /// <summary>Where a form with an id leads.</summary>
    private static SeeOther Find(HttpRequest asked) =>
        asked.Id("id") is { } streamId ? new SeeOther($"/streams/{streamId}") : throw new ProblemException(Problems.Invalid("id", "This is missing."));

    private static async Task<Html<StreamPage, StreamModel>> Show(
        Guid streamId, HttpRequest asked, Caller caller, StreamReplay replay, EventQueries events, CancellationToken cancellation)
    {
        var now = await replay.StateAsync(caller.TenantId, streamId, version: null, asOf: null, cancellation) ?? throw new ProblemException(Problems.NotFound);
        var range = new EventRange(new EventFilter { TenantId = caller.TenantId, StreamId = streamId });
        var page = await events.PageAsync(range, PageSize, asked.Text("cursor"), cancellation);
        var shown = VersionIn(asked, "version", now.Version);
        var state = shown is null ? now : await replay.StateAsync(caller.TenantId, streamId, shown, asOf: null, cancellation);
        var (from, to) = (VersionIn(asked, "from", now.Version, lowest: 0), VersionIn(asked, "to", now.Version));
        var comparison = from is null && to is null ? null : await CompareAsync(streamId, from ?? 0, to ?? now.Version, caller, replay, cancellation);
        return new(new StreamModel(streamId, now.Version, page, state!, comparison));
    }

    private static async Task<Comparison> CompareAsync(Guid streamId, long from, long to, Caller caller, StreamReplay replay, CancellationToken cancellation)
    {
        var diff = await replay.DiffAsync(caller.TenantId, streamId, from, to, cancellation) ?? throw new ProblemException(Problems.NotFound);
        var before = from == 0 ? null : await replay.StateAsync(caller.TenantId, streamId, from, asOf: null, cancellation);
        return new Comparison(from, to, [.. diff.Patch.Select(step => ChangedValue.Of(step, before?.State))]);
    }

    private static long? VersionIn(HttpRequest asked, string name, long highest, long lowest = 1) => asked.Text(name) switch
    {
        null => null,
        var text when long.TryParse(text, out var number) && number >= lowest && number <= highest => number,
        _ => throw new ProblemException(Problems.Invalid(name, $"This must be a version, {lowest} to {highest}.")),
    };
}

/// <summary>A page of the log and what was asked for.</summary>
public sealed record EventList(Page<EventView> Page, EventQuery Query);

/// <summary>Which events a form asks for; empty fields ask for nothing.</summary>
public sealed record EventQuery(string? Type, string? StreamType, string? Actor, string? CorrelationId, DateTimeOffset? From, DateTimeOffset? Until)
{
    internal static EventQuery Read(HttpRequest asked) =>
        new(asked.Text("type"), asked.Text("streamType"), asked.Text("actor"), asked.Text("correlationId"), asked.At("from"), asked.At("until"));

    internal EventFilter For(string tenantId) => new()
    {
        TenantId = tenantId,
        Types = Type is null ? null : [.. Type.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        StreamType = StreamType,
        UserName = Actor,
        CorrelationId = CorrelationId,
        From = From,
        Until = Until,
    };
}

/// <summary>A stream: a page of its events, its state at a version, and what changed between two if that was asked for.</summary>
public sealed record StreamModel(Guid StreamId, long Version, Page<EventView> Events, StreamState State, Comparison? Comparison);

/// <summary>What changed between two versions of a stream.</summary>
public sealed record Comparison(long From, long To, IReadOnlyList<ChangedValue> Changes);
