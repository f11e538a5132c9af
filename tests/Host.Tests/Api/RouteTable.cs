using System.Text.Json;
using EventAgents.Events;
using EventAgents.Host.Auth;
using Microsoft.AspNetCore.Authorization;

namespace EventAgents.Host.Tests.Api;

/// <summary>Every route of the OpenAPI document, with the policy that the host has for it, so that a new route cannot be forgotten by a test.</summary>
internal sealed record DescribedRoute(string Method, string Template, string? Policy, bool TakesBody, string? Example)
{
    // Parameters that are names and no ids.
    private static readonly Dictionary<string, string> Names = new() { ["flag"] = "knowledgeBase" };

    public bool HasId => Template.Contains('{', StringComparison.Ordinal) && !IsInstallations;

    /// <summary>The route is the installation operator's, and no organisation's.</summary>
    public bool IsInstallations => Policy == Policies.Install;

    /// <summary>A role that the policy does not let in; null when every role may.</summary>
    public Role? MissingRole => IsInstallations ? Role.Admin : Policy is null ? null : Enum.GetValues<Role>().Except(Policies.Roles[Policy]).Select(role => (Role?)role).FirstOrDefault();

    /// <summary>The route with every id set by name.</summary>
    public HttpRequestMessage Request(Func<string, Guid> idOf)
    {
        var path = Template;
        while (path.IndexOf('{', StringComparison.Ordinal) is var open and >= 0)
        {
            var close = path.IndexOf('}', open);
            path = path[..open] + (Names.GetValueOrDefault(path[(open + 1)..close]) ?? idOf(path[(open + 1)..close]).ToString()) + path[(close + 1)..];
        }
        return HttpAssertions.Request(new HttpMethod(Method), path, Example);
    }

    public static async Task<IReadOnlyList<DescribedRoute>> AllAsync(HostFixture host)
    {
        var document = await (await host.Anonymous.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ReadAsync();
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new DescribedRoute(operation.Name.ToUpperInvariant(), path.Name, PolicyOf(host, operation.Name, path.Name), operation.Value.TryGetProperty("requestBody", out _), ExampleOf(operation.Value)),
        ];
    }

    private static string? ExampleOf(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").EnumerateObject().First().Value.TryGetProperty("example", out var example)
            ? example.GetRawText()
            : null;

    private static string? PolicyOf(HostFixture host, string method, string template)
    {
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        var endpoint = endpoints.Single(one =>
            Shape(one.RoutePattern.RawText!) == Shape(template)
            && one.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method, StringComparer.OrdinalIgnoreCase) == true);
        return endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>().Last() : null;
    }

    private static string Shape(string template) => "/" + template.Replace(":guid", "", StringComparison.Ordinal).Trim('/');
}
