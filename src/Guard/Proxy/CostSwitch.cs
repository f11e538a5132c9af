namespace EventAgents.Guard.Proxy;

/// <summary>Whether the guard says what calls cost. While it is off no call has a cost, and none counts against a budget in dollars.</summary>
public sealed class CostSwitch
{
    /// <summary>Read at the end of every call. Default: true.</summary>
    public bool IsOn { get; set; } = true;
}
