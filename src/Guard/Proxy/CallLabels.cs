using Microsoft.AspNetCore.Http;

namespace EventAgents.Guard.Proxy;

/// <summary>What a caller says about a call in headers of ours. They are never forwarded.</summary>
/// <param name="Agent">The agent that calls.</param>
/// <param name="SessionId">The session that the call belongs to.</param>
/// <param name="JobId">The job that the call belongs to.</param>
/// <param name="Profile">The profile whose policy holds.</param>
public sealed record CallLabels(string? Agent, Guid? SessionId, Guid? JobId, string? Profile)
{
    /// <summary>The header with the agent's name.</summary>
    internal const string AgentHeader = "x-eventagents-agent";

    private const int MaxNameLength = 100;

    /// <summary>A call that says nothing.</summary>
    public static CallLabels None { get; } = new(Agent: null, SessionId: null, JobId: null, Profile: null);

    /// <summary>Reads the headers. Names are ids, not text: letters, digits and <c>._:-</c>, since they are recorded.</summary>
    /// <returns>False, with the header's name, where a value is malformed or given twice.</returns>
    internal static bool TryRead(IHeaderDictionary headers, out CallLabels labels, out string? wrong)
    {
        labels = None;
        wrong = null;
        var agent = Name(headers, AgentHeader, ref wrong);
        var session = Id(headers, "x-eventagents-session", ref wrong);
        var job = Id(headers, "x-eventagents-job", ref wrong);
        var profile = Name(headers, "x-eventagents-profile", ref wrong);
        if (wrong is not null) return false;
        if (agent is not null || session is not null || job is not null || profile is not null) labels = new CallLabels(agent, session, job, profile);
        return true;
    }

    private static string? Name(IHeaderDictionary headers, string header, ref string? wrong)
    {
        if (!headers.TryGetValue(header, out var values)) return null;
        if (values is [{ Length: >= 1 and <= MaxNameLength } name] && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-')) return name;
        wrong = header;
        return null;
    }

    private static Guid? Id(IHeaderDictionary headers, string header, ref string? wrong)
    {
        if (!headers.TryGetValue(header, out var values)) return null;
        if (values is [{ } text] && Guid.TryParse(text, out var id)) return id;
        wrong = header;
        return null;
    }
}
