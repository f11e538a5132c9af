using EventAgents.Host.WebConsole.Access;
using EventAgents.Host.WebConsole.Assets;
using EventAgents.Host.WebConsole.Audit;
using EventAgents.Host.WebConsole.Events;
using EventAgents.Host.WebConsole.Feedback;
using EventAgents.Host.WebConsole.Guard;
using EventAgents.Host.WebConsole.Improvements;
using EventAgents.Host.WebConsole.Issues;
using EventAgents.Host.WebConsole.Jobs;
using EventAgents.Host.WebConsole.Overview;
using EventAgents.Host.WebConsole.Sessions;

namespace EventAgents.Host.WebConsole;

/// <summary>
/// The console: pages for people at <c>/</c> of the API's port, rendered here, which work without any script. A page's route binds what the API's route
/// of the same thing binds, asks the same queries and runs the same commands; a Razor component shows the result.
/// </summary>
internal static class ConsoleSetup
{
    public static void AddConsole(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddRazorComponents();
        services.AddScoped(Visitor.Of).AddScoped<Submission>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.FormFieldName = PostedForm.TokenField;
            antiforgery.SuppressXFrameOptionsHeader = true;  // Html says it, for every page
            antiforgery.Cookie.Name = "eventagents.form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
    }

    /// <summary>Checks posted forms; stands behind authorization, since a form's token is its user's.</summary>
    public static void UseConsoleForms(this WebApplication app) => app.UseMiddleware<FormMiddleware>();

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/").WithMetadata(new ConsolePage()).ExcludeFromDescription();
        pages.MapAssets();
        pages.MapAccess();
        pages.MapOverview();
        pages.MapIssuePages();
        pages.MapJobPages();
        pages.MapSessionPages();
        pages.MapFeedbackPages();
        pages.MapImprovementPages();
        pages.MapLlmCallPages();
        pages.MapEventPages();
        pages.MapAuditPages();
        pages.MapGuardPages();
        pages.MapAccountPages();
    }
}
