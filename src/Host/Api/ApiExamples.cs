using System.Collections.Frozen;
using System.Text.Json.Nodes;
using RouteShape = Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription;

namespace EventAgents.Host.Api;

/// <summary>One request body for each route that takes one, as the document shows it. Tests send every one of them.</summary>
internal static class ApiExamples
{
    private static readonly FrozenDictionary<string, string> Requests = new Dictionary<string, string>
    {
        ["POST user/signup"] = """{"email":"ada@example.com","password":"correct horse battery","organisation":"Analytical Engines"}""",
        ["POST user/login"] = """{"email":"ada@example.com","password":"correct horse battery"}""",
        ["POST users"] = """{"email":"grace@example.com","roles":["member"]}""",
        ["PUT users/{userId}/roles"] = """{"roles":["member","reviewer"]}""",
        ["POST api-keys"] = """{"name":"build worker","roles":["agent"],"expiresAt":"2030-01-01T00:00:00Z"}""",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The example of a route; null where it takes no body.</summary>
    public static JsonNode? OfRequest(RouteShape route)
    {
        var path = route.RelativePath!.Replace("api/v1/", "", StringComparison.Ordinal).TrimEnd('/');
        return Requests.TryGetValue($"{route.HttpMethod} {path}", out var json) ? JsonNode.Parse(json) : null;
    }
}
