namespace EventAgents.Guard.Proxy;

/// <summary>What tenants and agents may spend in a day.</summary>
public interface IGuardBudgets
{
    /// <summary>The budget that is used up; null when the call may go out. Spending is counted from <see cref="IGuardJournal.Complete"/>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="agent">The agent that calls; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<SpentBudget?> FindSpentAsync(string tenant, string? agent, CancellationToken cancellation);
}

/// <summary>A budget that is used up.</summary>
/// <param name="Name">What is limited: <c>tenant tokens</c>, <c>agent cost</c> …</param>
/// <param name="ResetsAt">When it starts anew.</param>
public sealed record SpentBudget(string Name, DateTimeOffset ResetsAt);
