using EventAgents.Projections.Audit;

namespace EventAgents.Host.WebConsole.Events;

/// <summary>A conversation as a tree: each message with the events that it made happen, each event with the messages that it caused.</summary>
/// <param name="Event">The event that was asked about.</param>
/// <param name="Roots">Events that no event of the conversation caused, oldest first.</param>
/// <param name="Count">How many events the tree has.</param>
public sealed record CausationTree(EventView Event, IReadOnlyList<CausationNode> Roots, int Count)
{
    internal static CausationTree Of(EventWhy why)
    {
        var known = why.Conversation.ToDictionary(one => one.Id.ToString(), StringComparer.Ordinal);
        var caused = why.Conversation.ToLookup(CauseOf, StringComparer.Ordinal);
        return new CausationTree(why.Event, [.. caused[""].Select(Node)], why.Conversation.Count);

        string CauseOf(EventView one) => one.CausationId is { } cause && known.ContainsKey(cause) && cause != one.Id.ToString() ? cause : "";

        CausationNode Node(EventView one) => new(one, [.. caused[one.Id.ToString()].Select(Node)]);
    }
}

/// <summary>An event and what it caused.</summary>
public sealed record CausationNode(EventView Event, IReadOnlyList<CausationNode> Caused);
