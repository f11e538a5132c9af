using EventAgents.Events;
using EventAgents.Host.Auth;
using EventAgents.Host.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EventAgents.Host.Api;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>: what the routes say of themselves, plus credentials, problems and examples.</summary>
internal static class ApiDescription
{
    private const string BearerScheme = "bearer";
    private const string CookieScheme = "cookie";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "EventAgents", Version = ProductVersion.Current, Description = "Problems are RFC 9457 documents; their types stand for ever." };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key (ea_…) or a token of the configured issuer." },
                [CookieScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "eventagents", Description = "Set by /api/v1/user/login." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer(DescribeAmountAsync);
    });

    private static Task DescribeAmountAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonPropertyInfo is not { AttributeProvider: { } declared } member || !declared.IsDefined(typeof(UsdAttribute), inherit: false)) return Task.CompletedTask;
        schema.Type = member.IsGetNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        schema.Format = "decimal";
        return Task.CompletedTask;
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        var problem = new OpenApiResponse
        {
            Description = "A problem",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), parameterDescription: null, cancellation) },
            },
        };
        operation.Responses["4XX"] = problem;
        foreach (var media in operation.RequestBody?.Content?.Values ?? []) media.Example = ApiExamples.OfRequest(context.Description);

        if (metadata.OfType<IAllowAnonymous>().Any()) return;
        var policy = metadata.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>().Last();
        operation.Description = policy == Policies.Install
            ? "The installation's operator, with the key of EVENTAGENTS_OPERATOR_KEY."
            : $"Roles: {string.Join(", ", Policies.Roles[policy].Select(Policies.NameOf))}.";
        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, context.Document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(CookieScheme, context.Document)] = [] },
        ];
    }
}
