using EventAgents.Commands;
using EventAgents.EventStore;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Api;

/// <summary>The HTTP API: its services, its pipeline and its routes.</summary>
internal static class ApiRegistration
{
    public const string BasePath = "/api/v1";

    public static void AddApi(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment, EventLog log)
    {
        services.AddSettings<ApiOptions>(configuration, "Api");
        services.AddSingleton(log.Database).AddSingleton(log.Database.Pool).AddSingleton(log.Projections);
        services.AddSingleton<IEventStore>(log.Store).AddSingleton<CommandHandler>();
        services.AddSingleton<IdempotencyKeys>().AddSingleton<AccessLog>().AddScoped<CommandRunner>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddRouting();
        services.AddAuth(configuration, environment);
        services.AddApiDescription();
    }

    /// <summary>Problems outermost; limits count those who have come in.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseAuthorization();
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapGroup(BasePath);
        api.MapUser();
        api.MapAccounts();
    }
}
