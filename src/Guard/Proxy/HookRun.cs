using System.Diagnostics;

namespace EventAgents.Guard.Proxy;

/// <summary>The guard's hooks: what it does around every call, by the names that they are timed under.</summary>
internal static class Hooks
{
    /// <summary>Who calls, what holds for them, what they may still spend.</summary>
    public const string PolicyCheck = "policy_check";

    /// <summary>Finding and replacing what must not leave.</summary>
    public const string Mask = "mask";

    /// <summary>Putting it back into the reply.</summary>
    public const string Unmask = "unmask";

    /// <summary>Waiting until it is known what a model brought into its reply.</summary>
    public const string ReplyScan = "reply_scan";

    /// <summary>What the call used and cost.</summary>
    public const string CostTracking = "cost_tracking";
}

/// <summary>One run of a hook, from its making to its disposal. It has failed unless <see cref="Done"/> was called.</summary>
internal sealed class HookRun(GuardMetrics metrics, string hook) : IDisposable
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private bool _isDone;

    /// <summary>The hook could do its work, whatever that said.</summary>
    public void Done() => _isDone = true;

    public void Dispose() => metrics.Ran(hook, Stopwatch.GetElapsedTime(_startedAt), _isDone);
}
