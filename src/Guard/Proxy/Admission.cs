using System.Globalization;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>Decides by everything but the body whether a call may go on: who calls, where to, whether it can be recorded and paid for.</summary>
internal sealed class Admission(
    GuardRoutes routes, ITextScanner scanner, GivenNames names, IGuardCallers callers, IGuardPolicies policies, ITenantKeys keys, IGuardBudgets budgets, IGuardJournal journal,
    bool requiresKey, TimeProvider clock)
{
    /// <summary>Fills in what the request's head tells.</summary>
    /// <returns>Why the call is refused, or null.</returns>
    public async ValueTask<Refused?> AdmitAsync(GuardCall call, CancellationToken cancellation)
    {
        var request = call.Context.Request;
        call.Route = routes.Find(request);
        if (await IdentifyAsync(call, cancellation) is { } reason) return new Refused(new Refusal(reason));
        if (HeaderRules.AsksForUpgrade(request)) return new Refused(new Refusal(RefusalReason.NotServed, "no upgrade to another protocol"));
        if (call.Route is null) return new Refused(new Refusal(RefusalReason.NotServed, $"served: {routes.List}"));
        if (!CallLabels.TryRead(request.Headers, out var labels, out var wrong)) return new Refused(new Refusal(RefusalReason.InvalidHeader, wrong));
        if (!scanner.IsReady) return new Refused(new Refusal(RefusalReason.DetectorFailed));
        call.Labels = labels with { Agent = null };  // recorded once it is known to be nobody's data
        if (journal.IsDown) return new Refused(new Refusal(RefusalReason.LogUnavailable));

        var tenant = call.Caller!.Tenant;
        call.Policy = await policies.FindAsync(tenant, labels.Profile, cancellation);
        var use = labels.Agent is { } agent ? names.UseOf(agent, call.Policy) : NameUse.Unrecorded;
        if (use == NameUse.Refused) return new Refused(new Refusal(RefusalReason.InvalidHeader, $"{CallLabels.AgentHeader} holds personal data"));
        if (use == NameUse.Recorded) call.Labels = labels;
        call.Key = await keys.FindAsync(tenant, labels.SessionId, cancellation);
        return await budgets.FindSpentAsync(tenant, call.Labels.Agent, cancellation) is { } spent ? Spent(spent) : null;
    }

    private async ValueTask<RefusalReason?> IdentifyAsync(GuardCall call, CancellationToken cancellation)
    {
        call.Credentials = Credentials.Of(call.Context.Request.Headers, callers);
        call.HasOwnKey = call.Credentials.Key is { } presented && callers.IsOwnKey(presented);
        if (call.HasOwnKey) call.Caller = await callers.FindAsync(call.Credentials.Key!, cancellation);
        else if (!requiresKey) call.Caller = GuardCaller.Development;
        return call.Caller switch
        {
            null => RefusalReason.Unauthenticated,
            { MayCall: false } => RefusalReason.Forbidden,
            _ => null,
        };
    }

    private Refused Spent(SpentBudget budget)
    {
        var resets = budget.ResetsAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return new Refused(new Refusal(RefusalReason.BudgetExceeded, $"{budget.Name}, resets at {resets}"), RetryAfter: budget.ResetsAt - clock.GetUtcNow());
    }
}
