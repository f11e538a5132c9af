using EventAgents.Host.Cli;

namespace EventAgents.Host.Load;

/// <summary>How a host is to be loaded.</summary>
/// <param name="Host">Which one.</param>
/// <param name="Rate">Requests a second, all parts together; null for as many as the concurrency allows.</param>
/// <param name="Duration">How long.</param>
/// <param name="Concurrency">How many requests may be under way at once.</param>
/// <param name="Tenants">How many organisations are made when there is no key.</param>
/// <param name="Seed">Equal seeds give equal requests in equal order.</param>
/// <param name="Mix">What share each part gets.</param>
internal sealed record LoadOptions(RunningHost Host, double? Rate, TimeSpan Duration, int Concurrency, int Tenants, int Seed, LoadMix Mix)
{
    /// <summary>How long an answer may take before it counts as lost.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);
}

/// <summary>One request's place in the plan.</summary>
/// <param name="Due">When it was to begin, in ticks of the stopwatch; its latency counts from there.</param>
/// <param name="Random">All that is drawn for it.</param>
internal readonly record struct LoadTurn(long Due, Random Random);

/// <summary>A part of the product under load, for one organisation.</summary>
internal interface ILoad
{
    /// <summary>Sends one request: the next step of something that was begun, or something new.</summary>
    Task TakeAsync(LoadTurn turn);
}
