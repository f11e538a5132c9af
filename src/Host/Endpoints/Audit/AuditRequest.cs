using System.Globalization;
using System.Reflection;
using EventAgents.Host.Api;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Audit;

/// <summary>Which facts a request asks for; binds itself from the query.</summary>
/// <param name="Filter">The filter.</param>
internal sealed record AuditRequest(AuditFilter Filter)
{
    /// <summary>The filter as it is recorded: the words that were looked for may be somebody's name, so only their number is.</summary>
    public IReadOnlyDictionary<string, string> Described
    {
        get
        {
            (string Name, string? Value)[] all =
            [
                ("from", Filter.From?.ToString("O", CultureInfo.InvariantCulture)), ("until", Filter.Until?.ToString("O", CultureInfo.InvariantCulture)), ("actor", Filter.Actor),
                ("action", Filter.Action), ("resourceType", Filter.ResourceType), ("resourceId", Filter.ResourceId?.ToString()), ("outcome", Filter.Outcome),
                ("words", Filter.Q?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length.ToString(CultureInfo.InvariantCulture)),
            ];
            return all.Where(member => member.Value is not null).ToDictionary(member => member.Name, member => member.Value!);
        }
    }

    /// <exception cref="ProblemException">A parameter does not fit.</exception>
    public static ValueTask<AuditRequest?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<AuditRequest?>(Read(name => context.Request.Query[name].ToString()));

    /// <summary>Reads the parameters from wherever they are.</summary>
    /// <exception cref="ProblemException">A parameter does not fit.</exception>
    public static AuditRequest Read(Func<string, string?> parameter)
    {
        string? Text(string name) => parameter(name) is { Length: > 0 } text ? text : null;
        return new AuditRequest(new AuditFilter(
            Instants.Read("from", Text("from")), Instants.Read("until", Text("until")), Text("actor"), Text("action"), Text("resourceType"),
            Filters.ParseId("resourceId", Text("resourceId")), Text("outcome"), Text("q")));
    }
}
