using EventAgents.Commands;
using EventAgents.Commands.Audit;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints.Audit;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Host.Workers;

namespace EventAgents.Host.WebConsole.Retention;

/// <summary>How long what stays open after its end, and what is archived next.</summary>
internal static class RetentionRoutes
{
    private const string Path = "/retention";
    private const string ClassPrefix = "classes/";  // as the API names a wrong one

    public static void MapRetentionPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, Show).RequireAuthorization(Policies.ReadRetention);
        pages.MapPost(Path, Change).RequireAuthorization(Policies.Operate);
    }

    private static async Task<Html<RetentionPage, RetentionModel>> Show(
        Caller caller, AggregateReader reader, IEventStore store, RetentionOutlook outlook, TimeProvider clock, CancellationToken cancellation)
    {
        var stream = new StreamKey(caller.TenantId, StreamIds.RetentionSettings);
        var (settings, version) = await reader.ReadAsync<RetentionSettings, RetentionEvent>(stream, cancellation);
        return new(new RetentionModel(
            RetentionView.Of(settings ?? RetentionSettings.Default, version), await LastChange.ReadAsync<RetentionChanged>(store, stream, change => change.Reason, cancellation),
            await outlook.ReadAsync(caller.TenantId, RetentionOutlook.Shown, cancellation), clock.GetUtcNow()));
    }

    private static Task<IResult> Change(PostedForm form, CommandRunner runner)
    {
        if (form.Text("confirmed") is null) throw new ProblemException(Problems.Invalid("confirmed", "Confirm that what is older is archived."));
        var classes = form.StartingWith(ClassPrefix).Where(field => field.Value.Length > 0).ToDictionary(field => field.Name, field => Days(form, ClassPrefix + field.Name), StringComparer.Ordinal);
        if (form.Text("eventType") is { } eventType) classes[eventType] = form.Number("eventDays") is null ? throw new ProblemException(Problems.Invalid("eventDays", "How many?")) : Days(form, "eventDays");
        var wanted = new ChangeRetentionRequest(form.Number("defaultDays") is null ? null : Days(form, "defaultDays"), classes, form.Text("reason"));
        return PostedForm.ThenTo(Path, RetentionEndpoints.Change(new(wanted), runner));
    }

    /// <summary>Days; what is beyond every limit is left to the command to refuse.</summary>
    private static int Days(PostedForm form, string name) => (int)Math.Clamp(form.Number(name) ?? 0, int.MinValue, int.MaxValue);
}

/// <summary>The settings in force, who set them, and what follows from them.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Changed">Their last change; null while they are the defaults.</param>
/// <param name="Next">Streams that are archived next.</param>
/// <param name="At">When this was.</param>
public sealed record RetentionModel(RetentionView Settings, LastChange? Changed, IReadOnlyList<DueStream> Next, DateTimeOffset At);
