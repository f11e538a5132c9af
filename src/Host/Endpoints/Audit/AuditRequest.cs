using System.Globalization;
using System.Reflection;
using EventAgents.Host.Api;
using EventAgents.Projections;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Endpoints.Audit;

/// <summary>Which facts a request asks for; binds itself from the query.</summary>
/// <param name="Filter">The filter.</param>
internal sealed record AuditRequest(AuditFilter Filter)
{
    private const string Other = "(other)";

    /// <summary>
    /// The filter as it is recorded. What was looked for may be somebody's name: of words only the number is kept, and of the rest what has the form of an id or of
    /// a name of ours.
    /// </summary>
    public IReadOnlyDictionary<string, string> Described
    {
        get
        {
            (string Name, string? Value)[] all =
            [
                ("from", Filter.From?.ToString("O", CultureInfo.InvariantCulture)), ("until", Filter.Until?.ToString("O", CultureInfo.InvariantCulture)), ("actor", Named(Filter.Actor)),
                ("action", Named(Filter.Action)), ("resourceType", Named(Filter.ResourceType)), ("resourceId", Filter.ResourceId?.ToString()), ("outcome", Named(Filter.Outcome)),
                ("words", Filter.Q is { } typed ? SearchWords.Of(typed).Count.ToString(CultureInfo.InvariantCulture) : null),
            ];
            return all.Where(member => member.Value is not null).ToDictionary(member => member.Name, member => member.Value!);
        }
    }

    private static string? Named(string? text) =>
        text is null || (text.Length <= 100 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')) ? text : Other;

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
