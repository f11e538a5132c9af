namespace EventAgents.Events;

/// <summary>What happened to the test data of an environment.</summary>
public abstract record SeedEvent;

/// <summary>A store got its test data, once.</summary>
/// <param name="Environment">For which environment.</param>
/// <param name="Things">How many of what.</param>
public sealed record StoreSeeded(string Environment, IReadOnlyDictionary<string, int> Things) : SeedEvent;
