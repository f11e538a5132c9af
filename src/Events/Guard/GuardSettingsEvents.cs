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
    string? Reason) : GuardSettingsEvent;

/// <summary>What is done to calls as a whole, from now on.</summary>
public sealed record GuardModeChanged(GuardMode From, GuardMode To, string? Reason) : GuardSettingsEvent;

/// <summary>What the tenant, or one agent of it, may spend in a day (UTC). Null is no limit.</summary>
/// <param name="Agent">The agent, or null for the tenant as a whole.</param>
/// <param name="TokensPerDay">Tokens in and out.</param>
/// <param name="UsdPerDay">US dollars.</param>
/// <param name="Reason">Why, in the admin's words.</param>
public sealed record GuardBudgetChanged(string? Agent, long? TokensPerDay, [property: Usd] decimal? UsdPerDay, string? Reason) : GuardSettingsEvent;
