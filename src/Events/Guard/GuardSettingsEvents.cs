namespace EventAgents.Events;

/// <summary>A change of a tenant's guard settings. Every one makes a new policy version.</summary>
public abstract record GuardSettingsEvent;

/// <summary>What is done to findings and to what cannot be scanned, from now on.</summary>
/// <param name="Entities">Action by entity type, by its name on the wire; a type that is not named has the product's default.</param>
/// <param name="Images">What is done to pictures.</param>
/// <param name="Audio">What is done to sound.</param>
/// <param name="Files">What is done to files that are no text.</param>
/// <param name="AllowsTokenArrays">Whether prompts may be arrays of tokens, which hide their text.</param>
/// <param name="Reason">Why, in the admin's words.</param>
public sealed record GuardPolicyChanged(
    IReadOnlyDictionary<string, GuardAction> Entities, BinaryPartAction Images, BinaryPartAction Audio, BinaryPartAction Files, bool AllowsTokenArrays,
    string? Reason) : GuardSettingsEvent
{
    /// <summary>What is done to personal data that a model brings into its reply; nothing in events of before it was asked for.</summary>
    public ReplyAction Replies { get; init; }
}

/// <summary>
/// The tenant's own recognizers, lists and thresholds, from now on. Patterns and listed values can be personal data and events stay for ever, so they are
/// not here: they lie encrypted in <c>guard.detection</c>, and the next change overwrites them there.
/// </summary>
/// <param name="DetectionId">The id under which they were encrypted.</param>
/// <param name="Digest">Their HMAC under the tenant's key, in hex: tells whether a change is one.</param>
/// <param name="Recognizers">The recognizers' names.</param>
/// <param name="Allowed">How many values are never reported.</param>
/// <param name="Denied">How many values are always reported.</param>
/// <param name="Thresholds">The lowest score, 0 to 1, that is reported, by entity type; a type that is not named has the product's default.</param>
/// <param name="Reason">Why, in the admin's words.</param>
public sealed record GuardDetectionChanged(
    Guid DetectionId, string Digest, IReadOnlyList<string> Recognizers, int Allowed, int Denied, IReadOnlyDictionary<string, double> Thresholds, string? Reason)
    : GuardSettingsEvent;

/// <summary>What is done to calls as a whole, from now on.</summary>
public sealed record GuardModeChanged(GuardMode From, GuardMode To, string? Reason) : GuardSettingsEvent;

/// <summary>What the tenant, or one agent of it, may spend in a day (UTC). Null is no limit.</summary>
/// <param name="Agent">The agent, or null for the tenant as a whole.</param>
/// <param name="TokensPerDay">Tokens in and out.</param>
/// <param name="UsdPerDay">US dollars.</param>
/// <param name="Reason">Why, in the admin's words.</param>
public sealed record GuardBudgetChanged(string? Agent, long? TokensPerDay, [property: Usd] decimal? UsdPerDay, string? Reason) : GuardSettingsEvent;
