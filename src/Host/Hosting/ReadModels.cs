using EventAgents.Commands.Jobs;
using EventAgents.EventStore;

namespace EventAgents.Host.Hosting;

/// <summary>Which read models there are, and which of them a command's own answer is read from.</summary>
internal static class ReadModels
{
    /// <summary>Written in the transaction of their events.</summary>
    public static IReadOnlyList<IProjection> Inline { get; } = [.. EventAgents.Projections.ReadModels.Inline, new JobQueueProjection()];

    /// <summary>Follow the log.</summary>
    public static IReadOnlyList<IProjection> Asynchronous { get; } = EventAgents.Projections.ReadModels.Asynchronous;
}
