using EventAgents.Commands;
using EventAgents.Commands.Audit;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Workers;
using EventAgents.Projections;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Audit;

/// <summary>How long the organisation's streams stay open after their end, and what keeps them from being archived.</summary>
internal static class RetentionEndpoints
{
    public static void MapRetention(this IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/settings/retention").WithTags("Retention");
        settings.MapGet("/", Show).RequireAuthorization(Policies.ReadRetention).Produces<RetentionView>().WithSummary("Shows how long what stays open");
        settings.MapGet("/next", Next).RequireAuthorization(Policies.ReadRetention).Produces<ItemList<DueStream>>().WithSummary("Lists the streams that will be archived next");
        settings.MapPut("/", Change).RequireAuthorization(Policies.Operate).Produces<RetentionView>().WithSummary("Replaces how long what stays open");

        var holds = api.MapGroup("/legal-holds").WithTags("Retention");
        holds.MapGet("/", List).RequireAuthorization(Policies.Review).Produces<Page<LegalHoldView>>().WithSummary("Lists the holds that stand, newest first");
        holds.MapPut("/organisation", PlaceOnAll).RequireAuthorization(Policies.Administer).Produces<PlacedHold>().WithSummary("Keeps everything of the organisation from being archived");
        holds.MapDelete("/organisation", ReleaseAll).RequireAuthorization(Policies.Administer).Produces<ReleasedHold>().WithSummary("Ends the hold on everything; ?reason= says why");
        holds.MapPut("/{streamId:guid}", Place).RequireAuthorization(Policies.Administer).Produces<PlacedHold>().WithSummary("Keeps a stream from being archived");
        holds.MapDelete("/{streamId:guid}", Release).RequireAuthorization(Policies.Administer).Produces<ReleasedHold>().WithSummary("Ends the hold on a stream; ?reason= says why");
    }

    private static async Task<IResult> Show(HttpResponse response, Caller caller, AggregateReader reader, CancellationToken cancellation)
    {
        var (settings, version) = await reader.ReadAsync<RetentionSettings, RetentionEvent>(new StreamKey(caller.TenantId, StreamIds.RetentionSettings), cancellation);
        return Found.Versioned(response, RetentionView.Of(settings ?? RetentionSettings.Default, version), view => view.Version);
    }

    private static async Task<ItemList<DueStream>> Next(Caller caller, RetentionOutlook outlook, CancellationToken cancellation) =>
        new(await outlook.ReadAsync(caller.TenantId, RetentionOutlook.Shown, cancellation));

    public static Task<IResult> Change(Body<ChangeRetentionRequest> body, CommandRunner runner)
    {
        var wanted = body.Value;
        return runner.RunAsync(
            new ChangeRetention(wanted.DefaultDays ?? RetentionRules.DefaultDays, wanted.Classes ?? new Dictionary<string, int>(), wanted.Reason),
            outcome => Answer.Ok(RetentionView.Of(outcome.State ?? RetentionSettings.Default, outcome.Version), outcome.Version));
    }

    private static Task<Page<LegalHoldView>> List(Paging paging, Caller caller, LegalHoldQueries holds, CancellationToken cancellation) =>
        holds.ListAsync(caller.TenantId, paging.Request, cancellation);

    public static Task<IResult> PlaceOnAll(Body<PlaceHoldRequest> body, CommandRunner runner) => PlaceAsync(null, body.Value.Reason, runner);

    public static async Task<IResult> Place(
        Guid streamId, Body<PlaceHoldRequest> body, Caller caller, IEventStore store, CommandRunner runner, CancellationToken cancellation)
    {
        var exists = await store.ReadStreamAsync(new StreamKey(caller.TenantId, streamId), toVersion: 1, cancellation: cancellation).AnyAsync(cancellation);
        return exists ? await PlaceAsync(streamId, body.Value.Reason, runner) : Problems.NotFound.ToResult();
    }

    public static Task<IResult> ReleaseAll(string? reason, CommandRunner runner) => ReleaseAsync(null, reason, runner);

    public static Task<IResult> Release(Guid streamId, string? reason, CommandRunner runner) => ReleaseAsync(streamId, reason, runner);

    private static Task<IResult> PlaceAsync(Guid? streamId, string reason, CommandRunner runner) =>
        runner.RunAsync(new PlaceLegalHold(streamId, reason), outcome => Answer.Ok(new PlacedHold(streamId, reason, outcome.Version), outcome.Version));

    private static Task<IResult> ReleaseAsync(Guid? streamId, string? reason, CommandRunner runner) =>
        runner.RunAsync(new ReleaseLegalHold(streamId, reason), outcome => Answer.Ok(new ReleasedHold(streamId, outcome.Version), outcome.Version));
}

/// <summary>What holds from now on, the whole of it.</summary>
/// <param name="DefaultDays">For what no class names; six years when it is left out.</param>
/// <param name="Classes">Days by event type (<c>llm_call_guarded</c>) or by type of a stream that comes to an end (<c>session</c>).</param>
/// <param name="Reason">Why.</param>
public sealed record ChangeRetentionRequest(int? DefaultDays = null, IReadOnlyDictionary<string, int>? Classes = null, string? Reason = null);

/// <summary>How long what stays open.</summary>
/// <param name="Version">Of the settings.</param>
/// <param name="DefaultDays">For what no class names.</param>
/// <param name="Classes">As they were set.</param>
/// <param name="Streams">Days after its last event, for every type of stream that comes to an end; an event type's own class can make it longer.</param>
/// <param name="FloorDays">The least that can be set.</param>
public sealed record RetentionView(
    long Version, int DefaultDays, IReadOnlyDictionary<string, int> Classes, IReadOnlyDictionary<string, int> Streams, int FloorDays = RetentionRules.FloorDays)
{
    internal static RetentionView Of(RetentionSettings settings, long version) => new(
        version, settings.DefaultDays, settings.Classes,
        RetentionRules.Endings.Keys.Order(StringComparer.Ordinal).ToDictionary(type => type, type => settings.DaysOf(type)));
}

/// <summary>Why something is held.</summary>
public sealed record PlaceHoldRequest(string Reason);

/// <summary>A hold that stands now.</summary>
/// <param name="StreamId">The stream; null for everything.</param>
/// <param name="Reason">Why.</param>
/// <param name="Version">Of the hold.</param>
public sealed record PlacedHold(Guid? StreamId, string Reason, long Version);

/// <summary>A hold that is over.</summary>
/// <param name="StreamId">The stream; null for everything.</param>
/// <param name="Version">Of the hold.</param>
public sealed record ReleasedHold(Guid? StreamId, long Version);
