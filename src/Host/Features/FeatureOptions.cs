using EventAgents.Events;

namespace EventAgents.Host.Features;

/// <summary>The flags as they are set (section <c>Features</c>); the operator may change each while the installation runs. Staging sets all of them.</summary>
internal sealed class FeatureOptions
{
    /// <summary>Several agents on one question. Recorded and shown; nothing depends on it yet. Default: false.</summary>
    public bool PartyMode { get; set; }

    /// <summary>Agents that ask back before they begin. Recorded and shown; nothing depends on it yet. Default: false.</summary>
    public bool AdvancedElicitation { get; set; }

    /// <summary>Off, every route below <c>/knowledge</c> answers 403. Default: true.</summary>
    public bool KnowledgeBase { get; set; } = true;

    /// <summary>Off, no LLM call has a cost, and none counts against a budget in dollars; tokens are counted as ever. Default: true.</summary>
    public bool CostTracking { get; set; } = true;

    /// <summary>What an agent keeps beside a session. Recorded and shown; nothing depends on it yet. Default: false.</summary>
    public bool SidecarMemory { get; set; }

    /// <summary>Off, no job can be claimed (403); jobs that run are finished. Default: true.</summary>
    public bool AgentEnabled { get; set; } = true;

    public bool IsOn(FeatureFlag flag) => flag switch
    {
        FeatureFlag.PartyMode => PartyMode,
        FeatureFlag.AdvancedElicitation => AdvancedElicitation,
        FeatureFlag.KnowledgeBase => KnowledgeBase,
        FeatureFlag.CostTracking => CostTracking,
        FeatureFlag.SidecarMemory => SidecarMemory,
        FeatureFlag.AgentEnabled => AgentEnabled,
        _ => throw new ArgumentOutOfRangeException(nameof(flag), flag, "A new flag needs a setting."),
    };
}
