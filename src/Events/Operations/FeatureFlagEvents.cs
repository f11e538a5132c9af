namespace EventAgents.Events;

/// <summary>Parts of the product that an installation's operator turns on and off while it runs.</summary>
public enum FeatureFlag
{
    /// <summary>Several agents on one question.</summary>
    PartyMode,

    /// <summary>Agents that ask back before they begin.</summary>
    AdvancedElicitation,

    /// <summary>The index of knowledge artifacts.</summary>
    KnowledgeBase,

    /// <summary>What LLM calls cost.</summary>
    CostTracking,

    /// <summary>What an agent keeps beside a session.</summary>
    SidecarMemory,

    /// <summary>Agents that take on jobs.</summary>
    AgentEnabled,
}

/// <summary>What happened to the installation's flags.</summary>
public abstract record FeatureFlagEvent;

/// <summary>A flag has another value from now on, in every process.</summary>
/// <param name="Flag">Which.</param>
/// <param name="From">The value before: an earlier change's or the settings'.</param>
/// <param name="To">The value from now on.</param>
/// <param name="Reason">Why, in the operator's words.</param>
public sealed record FeatureFlagChanged(FeatureFlag Flag, bool From, bool To, string? Reason) : FeatureFlagEvent;
