using EventAgents.Commands;
using EventAgents.Commands.Guard;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Proxy;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using EventAgents.Projections.Guard;
using CallOutcome = EventAgents.Projections.Guard.CallOutcome;

namespace EventAgents.Host.Guard;

/// <summary>The guard over the API: its settings, a try-out, and what it has seen. Calls themselves go to the guard's own port.</summary>
internal static class GuardEndpoints
{
    private const long MaxPreviewBytes = 8 * 1_048_576;
    private const long MaxPolicyBytes = 4 * 1_048_576;  // two full lists and all recognizers, each character escaped

    private static readonly Problem PolicyUnreadable = new(
        StatusCodes.Status503ServiceUnavailable, "policy-unreadable", "The organisation's recognizers and lists cannot be read",
        "Calls are refused until an admin puts the policy again, or the installation has the secret again under which they were encrypted.");

    public static void MapGuard(this IEndpointRouteBuilder api)
    {
        var guard = api.MapGroup("/guard").WithTags("Guard");
        guard.MapPost("/preview", Try).RequireAuthorization(Policies.Steer).TakesNoIdempotencyKey().TakesBodiesUpTo(MaxPreviewBytes).Produces<GuardPreview>()
            .WithSummary("Shows what of a text would leave, and what would come back; the text is not kept");

        var settings = guard.MapGroup("/").RequireAuthorization(Policies.Administer);
        settings.MapGet("/settings", Show).Produces<GuardSettingsView>().WithSummary("Shows mode, policy and budgets");
        settings.MapGet("/policy", ShowPolicy).Produces<ChangePolicyRequest>().WithSummary("Shows the policy with patterns and listed values, as it can be put again");
        settings.MapPut("/mode", ChangeMode).Produces<GuardSettingsView>().WithSummary("Changes what is done to calls as a whole");
        settings.MapPut("/policy", ChangePolicy).Produces<GuardSettingsView>().TakesBodiesUpTo(MaxPolicyBytes)
            .WithSummary("Replaces what is found and what is done to findings and to parts that are no text");
        settings.MapPut("/budgets", ChangeBudget).Produces<GuardSettingsView>().WithSummary("Limits what the organisation or one agent may spend in a day");

        var calls = api.MapGroup("/").WithTags("Guard").RequireAuthorization(Policies.ReadWork);
        calls.MapGet("/llm-calls", List).Produces<LlmCallPage>().WithSummary("Lists calls, newest first, with the sums of all that match");
        calls.MapGet("/llm-calls/{callId:guid}", Find).Produces<LlmCallDetails>().WithSummary("Shows a call");
        calls.MapGet("/usage", CountUsage).Produces<UsageList>().WithSummary("Counts calls, tokens and cost by model, agent or day");
    }

    internal static async Task<GuardPreview> Try(Body<PreviewRequest> body, Caller caller, RequestMasker masker, EventPolicies policies, TenantKeys keys,
        CancellationToken cancellation) =>
        Preview.Of(body.Value.Text, masker, await PolicyOfAsync(caller, policies, cancellation), await keys.FindAsync(caller.TenantId, session: null, cancellation));

    /// <summary>What holds for a caller's texts.</summary>
    /// <exception cref="ProblemException">It cannot be read, so that nothing can be said.</exception>
    internal static async Task<GuardPolicy> PolicyOfAsync(Caller caller, EventPolicies policies, CancellationToken cancellation)
    {
        try
        {
            return await policies.FindAsync(caller.TenantId, profile: null, cancellation);
        }
        catch (PolicyUnreadableException)
        {
            throw new ProblemException(PolicyUnreadable);
        }
    }

    private static async Task<IResult> Show(HttpResponse response, Caller caller, EventPolicies policies)
    {
        policies.Forget(caller.TenantId);
        var settings = await policies.SettingsOfAsync(caller.TenantId);
        return Found.Versioned(response, ViewOf(settings.Settings, settings.Version), view => view.Version);
    }

    private static async Task<IResult> ShowPolicy(HttpResponse response, Caller caller, EventPolicies policies)
    {
        policies.Forget(caller.TenantId);
        var settings = await policies.SettingsOfAsync(caller.TenantId);
        if (settings.Unreadable is not null) return PolicyUnreadable.ToResult();
        response.Headers.CacheControl = "no-store";
        return Found.Versioned(response, RequestOf(settings), _ => settings.Version);
    }

    internal static Task<IResult> ChangeMode(Body<ChangeModeRequest> body, Caller caller, CommandRunner runner, EventPolicies policies,
        GuardSwitch mayTurnOff) =>
        Change(runner, policies, caller, new ChangeGuardMode(body.Value.Mode, body.Value.Reason, mayTurnOff.IsPermitted));

    internal static async Task<IResult> ChangePolicy(
        Body<ChangePolicyRequest> body, Caller caller, CommandRunner runner, EventPolicies policies, DetectionStore detections, CancellationToken cancellation)
    {
        var policy = body.Value;
        var change = policy.ToChange();
        if (policy.Detection is not { } own) return await Change(runner, policies, caller, new ChangeGuardPolicy(change));

        DetectionCompiler.Compile(own, out var faults);
        if (faults.Count > 0) return Problems.Invalid(faults.ToDictionary(fault => $"/detection{fault.Key}", fault => fault.Value)).ToResult();
        var detection = await detections.SealAsync(caller.TenantId, own, policy.Reason, cancellation);
        return await Change(runner, policies, caller, new ChangeGuardPolicy(change, detection.Change), (outcome, sql) =>
        {
            if (outcome.Events.Contains(detection.Change)) detection.AddRow(sql);
        });
    }

    internal static Task<IResult> ChangeBudget(Body<ChangeBudgetRequest> body, Caller caller, CommandRunner runner, EventPolicies policies) =>
        Change(runner, policies, caller, new ChangeGuardBudget(body.Value.Agent, body.Value.TokensPerDay, body.Value.UsdPerDay, body.Value.Reason));

    private static async Task<IResult> Change<TCommand>(
        CommandRunner runner, EventPolicies policies, Caller caller, ICommand<TCommand, GuardSettings, GuardSettingsEvent> command,
        Action<Outcome<GuardSettings>, SqlBatch>? also = null)
        where TCommand : ICommand<TCommand, GuardSettings, GuardSettingsEvent>
    {
        var result = await runner.RunAsync(command, outcome => Answer.Ok(ViewOf(outcome.State ?? GuardSettings.Default, outcome.Version), outcome.Version), also);
        policies.Forget(caller.TenantId);
        return result;
    }

    private static Task<LlmCallPage> List(
        string? provider, string? model, string? agent, Guid? sessionId, Guid? jobId, string? outcome, DateTimeOffset? from, DateTimeOffset? to,
        Paging paging, Caller caller,
        LlmCallQueries calls, CancellationToken cancellation) =>
        calls.ListAsync(
            caller.TenantId, new LlmCallFilter(provider, model, agent, sessionId, jobId, Filters.Parse<CallOutcome>("outcome", outcome), from, to),
            paging.Request, cancellation);

    private static async Task<IResult> Find(Guid callId, Caller caller, LlmCallQueries calls, CancellationToken cancellation) =>
        await calls.FindAsync(caller.TenantId, callId, cancellation) is { } call ? TypedResults.Ok(call) : Problems.NotFound.ToResult();

    private static async Task<UsageList> CountUsage(string? by, DateTimeOffset? from, DateTimeOffset? to, Caller caller, LlmCallQueries calls,
        CancellationToken cancellation) =>
        new(await calls.CountUsageAsync(caller.TenantId, Filters.Parse<UsageBy>("by", by) ?? UsageBy.Day, new LlmCallFilter(From: from, To: to), cancellation));

    internal static GuardSettingsView ViewOf(GuardSettings settings, long version)
    {
        var policy = settings.Policy;
        return new GuardSettingsView(
            version, settings.Mode, policy?.Entities ?? new Dictionary<string, GuardAction>(), policy?.Images ?? BinaryPartAction.Block,
            policy?.Audio ?? BinaryPartAction.Block,
            policy?.Files ?? BinaryPartAction.Block, policy?.AllowsTokenArrays ?? false, policy?.Replies ?? Events.ReplyAction.Off,
            [.. settings.Budgets.OrderBy(b => b.Key, StringComparer.Ordinal)
                .Select(b => new GuardBudgetView(b.Value.Agent, b.Value.TokensPerDay, b.Value.UsdPerDay))],
            settings.Detection is { } own
                ? new GuardDetectionView(own.Recognizers, own.Allowed, own.Denied, own.Thresholds)
                : new GuardDetectionView([], Allowed: 0, Denied: 0, new Dictionary<string, double>()));
    }

    private static ChangePolicyRequest RequestOf(TenantSettings settings)
    {
        var view = ViewOf(settings.Settings, settings.Version);
        return new ChangePolicyRequest(view.Entities, view.Images, view.Audio, view.Files, view.AllowsTokenArrays, Reason: null, settings.Detection, view.Replies);
    }
}
