using EventAgents.Host.WebConsole.Access;
using EventAgents.Host.WebConsole.Assets;
using EventAgents.Host.WebConsole.Audit;
using EventAgents.Host.WebConsole.Events;
using EventAgents.Host.WebConsole.Features;
using EventAgents.Host.WebConsole.Feedback;
using EventAgents.Host.WebConsole.Guard;
using EventAgents.Host.WebConsole.Improvements;
using EventAgents.Host.WebConsole.Issues;
using EventAgents.Host.WebConsole.Jobs;
using EventAgents.Host.WebConsole.Overview;
using EventAgents.Host.WebConsole.Replays;
using EventAgents.Host.WebConsole.Retention;
using EventAgents.Host.WebConsole.Seals;
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
            antiforgery.Cookie = new FormCookie(isAlwaysSecure: !environment.IsDevelopment())
            {
                Name = "eventagents.form",
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
            };
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
        pages.MapReplayPages();
        pages.MapSealPages();
        pages.MapRetentionPages();
        pages.MapLegalHoldPages();
        pages.MapGuardPages();
        pages.MapFeatureFlagPages();
        pages.MapAccountPages();
    }

    /// <summary>The framework shows no form over plain HTTP when its cookie must be secure, and behind a proxy that ends TLS every request is plain.</summary>
    private sealed class FormCookie(bool isAlwaysSecure) : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var cookie = base.Build(context, expiresFrom);
            cookie.Secure = isAlwaysSecure || context.Request.IsHttps;
            return cookie;
        }
    }
}
