using EventAgents.Commands;
using EventAgents.Commands.Jobs;
using EventAgents.EventStore;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using EventAgents.Host.Endpoints.Audit;
using EventAgents.Host.Endpoints.Events;
using EventAgents.Host.Guard;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using EventAgents.Host.WebConsole;
using EventAgents.Host.Workers;
using EventAgents.Projections.Accounts;
using EventAgents.Projections.Audit;
using EventAgents.Projections.Feedback;
using EventAgents.Projections.Improvements;
using EventAgents.Projections.Issues;
using EventAgents.Projections.Jobs;
using EventAgents.Projections.Knowledge;
using EventAgents.Projections.Sessions;

namespace EventAgents.Host.Api;

/// <summary>The HTTP API: its services, its pipeline and its routes.</summary>
internal static class ApiRegistration
{
    public const string BasePath = "/api/v1";

    public static void AddApi(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment, EventLog log)
    {
        services.AddSettings<ApiOptions>(configuration, "Api");
        services.AddSingleton(log.Database).AddSingleton(log.Database.Pool).AddSingleton(log.Projections);
        services.AddSingleton<IEventStore>(log.Store).AddSingleton<CommandHandler>().AddSingleton<AggregateReader>().AddSingleton<StreamHistory>();
        services.AddSingleton<IssueQueries>().AddSingleton<JobQueries>().AddSingleton<SessionQueries>().AddSingleton<FeedbackQueries>().AddSingleton<ImprovementQueries>().AddSingleton<AccountQueries>().AddSingleton<KnowledgeQueries>();
        var queue = services.AddSettings<JobQueueOptions>(configuration, "Jobs");
        services.AddSingleton<JobQueueTable>().AddSingleton<JobQueue>().AddSingleton(provider => new JobSignal(provider.GetRequiredService<IEventStore>(), queue.PollInterval));
        services.AddSingleton<EventIndex>().AddSingleton<EventQueries>().AddSingleton<CausationQueries>().AddSingleton<AuditQueries>().AddSingleton<LegalHoldQueries>().AddSingleton<RetentionOutlook>().AddSingleton<StreamReplay>().AddSingleton<EventAnswers>();
        services.AddSingleton<IdempotencyKeys>().AddSingleton<AccessLog>().AddScoped<CommandRunner>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddRouting();
        services.AddAuth(configuration, environment);
        services.AddApiDescription();
        services.AddConsole(environment);
    }

    /// <summary>Problems outermost; limits count those who have come in.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseAuthorization();
        app.UseConsoleForms();
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapGroup(BasePath);
        api.MapUser();
        api.MapAccounts();
        api.MapIssues();
        api.MapJobs();
        api.MapWorkers();
        api.MapSessions();
        api.MapFeedback();
        api.MapImprovements();
        api.MapEvents();
        api.MapAudit();
        api.MapReplays();
        api.MapSeals();
        api.MapRetention();
        api.MapGuard();
        api.MapPii();
        api.MapKnowledge();
        api.MapFeatureFlags();
        api.MapThresholds();
        api.MapDiagnostics();
        app.MapConsole();
    }
}
