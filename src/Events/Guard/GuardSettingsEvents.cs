namespace EventAgents.Events;

/// <summary>A change of a tenant's guard settings. Every one makes a new policy version.</summary>
public abstract record GuardSettingsEvent;

/// <summary>What is done to findings and to parts that are no text, from now on.</summary>
/// <param name="Entities">Action by entity type, by its name on the wire; a type that is not named is masked.</param>
/// <param name="BinaryParts">Action by kind of part, such as <c>image</c>; a kind that is not named is blocked.</param>
/// <param name="Reason">Why, in the admin's words.</param>
public sealed record GuardPolicyChanged(
    IReadOnlyDictionary<string, GuardAction> Entities, IReadOnlyDictionary<string, BinaryPartAction> BinaryParts, string? Reason) : GuardSettingsEvent;

/// <summary>What is done to calls as a whole, from now on.</summary>
public sealed record GuardModeChanged(GuardMode From, GuardMode To, string? Reason) : GuardSettingsEvent;

/// <summary>What the tenant, or one agent of it, may spend in a day (UTC). Null is no limit.</summary>
/// <param name="Agent">The agent, or null for the tenant as a whole.</param>
/// <param name="TokensPerDay">Tokens in and out.</param>
/// <param name="UsdPerDay">US dollars.</param>
/// <param name="Reason">Why, in the admin's words.</param>
public sealed record GuardBudgetChanged(string? Agent, long? TokensPerDay, decimal? UsdPerDay, string? Reason) : GuardSettingsEvent;
