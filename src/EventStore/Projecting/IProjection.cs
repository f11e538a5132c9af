namespace EventAgents.EventStore;

/// <summary>
/// Turns events into rows. The same class runs inline (in the append's own transaction) or asynchronously; registration decides.
/// It can be rebuilt, so it asks for no clock and makes no ids: the same events give the same rows.
/// </summary>
public interface IProjection
{
    /// <summary>The read model's name in snake case, and the checkpoint's key.</summary>
    string Name { get; }

    /// <summary>Shape and meaning of the rows, from 1 on. Another version than the stored one is rebuilt before use.</summary>
    int Version { get; }

    /// <summary>The name of its checkpoint in <c>events.mt_event_progression</c>, in Marten's form: <c>Name:All</c>, and from version 2 on <c>Name:V2:All</c>.</summary>
    string Checkpoint => Version == 1 ? $"{Name}:All" : $"{Name}:V{Version}:All";

    /// <summary>The tables that are this projection's alone, without schema.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>SQL that creates those tables and their indexes, names without schema.</summary>
    string Schema { get; }

    /// <summary>Adds the statements that one event asks for; none when the event does not matter. Table names stand without schema.</summary>
    void Project(StoredEvent stored, SqlBatch sql);
}
