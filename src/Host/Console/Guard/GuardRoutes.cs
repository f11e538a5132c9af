using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Guard;
using EventAgents.Pii;
using BinaryPartAction = EventAgents.Events.BinaryPartAction;
using GuardMode = EventAgents.Events.GuardMode;
using ReplyAction = EventAgents.Events.ReplyAction;

namespace EventAgents.Host.WebConsole.Guard;

/// <summary>The organisation's guard settings, for its admins: mode, policy, budgets, and a place to try a text.</summary>
internal static class GuardRoutes
{
    private const string Path = "/guard";
    private const string EntityPrefix = "entity:";

    private static readonly JsonSerializerOptions Readable = new(ApiJson.Options)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,  // the page escapes it
    };

    public static void MapGuardPages(this IEndpointRouteBuilder pages)
    {
        var admin = pages.MapGroup(Path).RequireAuthorization(Policies.Administer);
        admin.MapGet("/", Show);
        admin.MapPost("/", Change);
    }

    private static async Task<Html<GuardPage, GuardModel>> Show(Caller caller, EventPolicies policies) => new(await ReadAsync(caller, policies, tried: null));

    private static Task<IResult> Change(PostedForm form, Caller caller, CommandRunner runner, EventPolicies policies, DetectionStore detections, GuardSwitch mayTurnOff,
        [AsParameters] Trial trial) =>
        form.Does switch
        {
            "mode" => PostedForm.ThenTo(Path, GuardEndpoints.ChangeMode(new(ModeOf(form)), caller, runner, policies, mayTurnOff)),
            "policy" => PostedForm.ThenTo(Path, GuardEndpoints.ChangePolicy(new(PolicyOf(form)), caller, runner, policies, detections, trial.Cancellation)),
            "budget" => PostedForm.ThenTo(Path, GuardEndpoints.ChangeBudget(new(BudgetOf(form)), caller, runner, policies)),
            "try" => TryAsync(form.Verbatim("text"), caller, policies, trial),
            _ => throw PostedForm.NoSuchButton,
        };

    private static async Task<IResult> TryAsync(string text, Caller caller, EventPolicies policies, Trial trial)
    {
        var preview = await GuardEndpoints.Try(new(new PreviewRequest(text)), caller, trial.Masker, policies, trial.Keys, trial.Cancellation);
        return new Html<GuardPage, GuardModel>(await ReadAsync(caller, policies, new TriedText(text, preview)));
    }

    private static ChangeModeRequest ModeOf(PostedForm form) => new(form.Chosen<GuardMode>("mode"), form.Text("modeReason"));

    private static ChangePolicyRequest PolicyOf(PostedForm form)
    {
        var chosen = from field in form.StartingWith(EntityPrefix)
                     let action = Filters.Parse<GuardAction>(EntityPrefix + field.Name, field.Value)
                     where action is not null
                     select KeyValuePair.Create(field.Name, action.Value);
        return new ChangePolicyRequest(
            chosen.ToDictionary(), form.Chosen<BinaryPartAction>("images"), form.Chosen<BinaryPartAction>("audio"), form.Chosen<BinaryPartAction>("files"),
            form.Text("allowsTokenArrays") is not null, form.Text("policyReason"), DetectionOf(form.Text("detection")),
            form.Chosen<ReplyAction>("replies"));
    }

    private static DetectionSettings? DetectionOf(string? json)
    {
        if (json is null) return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return StrictJson.Read<DetectionSettings>(document.RootElement);
        }
        catch (JsonException)
        {
            throw new ProblemException(Problems.Invalid("detection", "This must be JSON."));
        }
    }

    private static ChangeBudgetRequest BudgetOf(PostedForm form) =>
        new(form.Text("agent"), form.Number("tokensPerDay"), Usd(form.Text("usdPerDay")), form.Text("budgetReason"));

    private static async Task<GuardModel> ReadAsync(Caller caller, EventPolicies policies, TriedText? tried)
    {
        policies.Forget(caller.TenantId);
        var settings = await policies.SettingsOfAsync(caller.TenantId);
        var view = GuardEndpoints.ViewOf(settings.Settings, settings.Version);
        var known = from type in Enum.GetValues<EntityType>()
                    where type != EntityType.Custom
                    let name = EntityTypes.ToWire(type)
                    select new EntityRule(name, view.Entities.TryGetValue(name, out var chosen) ? chosen : null, GuardTerms.Of(GuardPolicy.Default.ActionOf(type)));
        var custom = from rule in view.Entities
                     where !EntityTypes.TryFromWire(rule.Key, out _)
                     select new EntityRule(rule.Key, rule.Value, GuardAction.Mask);
        var own = settings.Settings.Detection is null || settings.Detection is null ? null : JsonSerializer.Serialize(settings.Detection, Readable);
        return new GuardModel(view, [.. known, .. custom], own, settings.Unreadable is not null, tried);
    }

    private static decimal? Usd(string? text) => text switch
    {
        null => null,
        _ when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) => usd,
        _ => throw new ProblemException(Problems.Invalid("usdPerDay", "This must be an amount: 25.50.")),
    };
}

/// <summary>What trying a text takes.</summary>
internal readonly record struct Trial(RequestMasker Masker, TenantKeys Keys, CancellationToken Cancellation);

/// <summary>The settings as they are, and the text that was tried if one was.</summary>
/// <param name="Settings">Mode, actions, budgets, counts.</param>
/// <param name="Rules">What is done to each type.</param>
/// <param name="Detection">The organisation's own recognizers, lists and thresholds as JSON; null where there are none or they cannot be read.</param>
/// <param name="IsUnreadable">Whether they cannot be read, so that calls are refused.</param>
/// <param name="Tried">The text that was tried.</param>
public sealed record GuardModel(GuardSettingsView Settings, IReadOnlyList<EntityRule> Rules, string? Detection, bool IsUnreadable, TriedText? Tried);

/// <summary>What is done to findings of a type.</summary>
/// <param name="EntityType">The type.</param>
/// <param name="Chosen">What the organisation has chosen; null for the default.</param>
/// <param name="Otherwise">The default.</param>
public sealed record EntityRule(string EntityType, GuardAction? Chosen, GuardAction Otherwise);

/// <summary>A text that was tried, and what the guard would do with it. It is shown once and kept nowhere.</summary>
public sealed record TriedText(string Text, GuardPreview Preview);
