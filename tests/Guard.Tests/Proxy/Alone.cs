namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Tests that measure the process's memory, in which no other test may work meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
