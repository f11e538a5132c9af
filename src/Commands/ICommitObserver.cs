namespace EventAgents.Commands;

/// <summary>Is told what commands of this process have made durable. It must be quick and must not throw, since the command's answer waits for it.</summary>
public interface ICommitObserver
{
    /// <summary>A command has been accepted and has changed something.</summary>
    /// <param name="tenantId">Whose stream it is.</param>
    /// <param name="state">The aggregate after it.</param>
    /// <param name="events">What happened in the command's own stream.</param>
    void Committed(string tenantId, object state, IReadOnlyList<object> events);
}
