using System.Globalization;
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

namespace EventAgents.Host.WebConsole.Guard;

/// <summary>The organisation's guard settings, for its admins: mode, policy, budgets, and a place to try a text.</summary>
internal static class GuardRoutes
{
    private const string EntityPrefix = "entity:";

    public static void MapGuardPages(this IEndpointRouteBuilder pages)
    {
        var admin = pages.MapGroup("/guard").RequireAuthorization(Policies.Administer);
        admin.MapGet("/", Show);
        admin.MapPost("/", Change);
    }

    private static async Task<Html<GuardPage, GuardModel>> Show(Caller caller, EventPolicies policies) => new(await ReadAsync(caller, policies, tried: null));

    private static async Task<IResult> Change(
        PostedForm form, Caller caller, CommandRunner runner, EventPolicies policies, GuardSwitch mayTurnOff, RequestMasker masker, TenantKeys keys, CancellationToken cancellation) => form.Does switch
        {
            "mode" => await ThenShown(GuardEndpoints.ChangeMode(new(new ChangeModeRequest(form.Chosen<GuardMode>("mode"), form.Text("modeReason"))), caller, runner, policies, mayTurnOff)),
            "policy" => await ThenShown(GuardEndpoints.ChangePolicy(new(PolicyOf(form)), caller, runner, policies)),
            "budget" => await ThenShown(GuardEndpoints.ChangeBudget(
                new(new ChangeBudgetRequest(form.Text("agent"), form.Number("tokensPerDay"), Usd(form.Text("usdPerDay")), form.Text("budgetReason"))), caller, runner, policies)),
            "try" => new Html<GuardPage, GuardModel>(
                await ReadAsync(caller, policies, new TriedText(form.Verbatim("text"), await GuardEndpoints.Try(new(new PreviewRequest(form.Verbatim("text"))), caller, masker, policies, keys, cancellation)))),
            _ => throw PostedForm.NoSuchButton,
        };

    private static Task<IResult> ThenShown(Task<IResult> running) => PostedForm.ThenTo("/guard", running);

    private static ChangePolicyRequest PolicyOf(PostedForm form) => new(
        form.StartingWith(EntityPrefix).Where(field => field.Value.Length > 0).ToDictionary(field => field.Name, field => Filters.Parse<GuardAction>(EntityPrefix + field.Name, field.Value)!.Value),
        form.Chosen<BinaryPartAction>("images"), form.Chosen<BinaryPartAction>("audio"), form.Chosen<BinaryPartAction>("files"), form.Text("allowsTokenArrays") is not null, form.Text("policyReason"));

    private static async Task<GuardModel> ReadAsync(Caller caller, EventPolicies policies, TriedText? tried)
    {
        policies.Forget(caller.TenantId);
        var settings = await policies.SettingsOfAsync(caller.TenantId);
        var view = GuardEndpoints.ViewOf(settings.Settings, settings.Version);
        var types = Enum.GetValues<EntityType>().Where(type => type != EntityType.Custom).Select(type => new EntityRule(
            EntityTypes.ToWire(type), view.Entities.TryGetValue(EntityTypes.ToWire(type), out var chosen) ? chosen : null, GuardTerms.Of(GuardPolicy.Default.ActionOf(type))));
        var custom = view.Entities.Where(pair => !EntityTypes.TryFromWire(pair.Key, out _)).Select(pair => new EntityRule(pair.Key, pair.Value, GuardAction.Mask));
        return new GuardModel(view, [.. types, .. custom], tried);
    }

    private static decimal? Usd(string? text) => text switch
    {
        null => null,
        _ when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) => usd,
        _ => throw new ProblemException(Problems.Invalid("usdPerDay", "This must be an amount: 25.50.")),
    };
}

/// <summary>The settings as they are, and the text that was tried if one was.</summary>
public sealed record GuardModel(GuardSettingsView Settings, IReadOnlyList<EntityRule> Rules, TriedText? Tried);

/// <summary>What is done to findings of a type.</summary>
/// <param name="EntityType">The type.</param>
/// <param name="Chosen">What the organisation has chosen; null for the default.</param>
/// <param name="Otherwise">The default.</param>
public sealed record EntityRule(string EntityType, GuardAction? Chosen, GuardAction Otherwise);

/// <summary>A text that was tried, and what the guard would do with it. It is shown once and kept nowhere.</summary>
public sealed record TriedText(string Text, GuardPreview Preview);
