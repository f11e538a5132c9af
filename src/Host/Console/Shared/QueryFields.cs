using EventAgents.Host.Api;

namespace EventAgents.Host.WebConsole.Shared;

/// <summary>The fields of a form that searches, as they stand in an address. A field that was left empty asks for nothing.</summary>
internal static class QueryFields
{
    public static string? Text(this HttpRequest asked, string name) => asked.Query[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <exception cref="ProblemException">It is no instant.</exception>
    public static DateTimeOffset? At(this HttpRequest asked, string name) => Instants.Read(name, LocalInstants.ToUtc(asked.Text(name)));

    /// <exception cref="ProblemException">It is no id.</exception>
    public static Guid? Id(this HttpRequest asked, string name) => Filters.ParseId(name, asked.Text(name));
}
