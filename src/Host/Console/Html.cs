using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventAgents.Host.WebConsole;

/// <summary>A page as an answer. Everything that a page's answer must say of itself is said here.</summary>
/// <typeparam name="TPage">The component that shows it.</typeparam>
/// <typeparam name="TModel">What the component shows.</typeparam>
internal sealed class Html<TPage, TModel>(TModel model, int status = StatusCodes.Status200OK) : IResult
    where TPage : View<TModel>
{
    // Everything comes from this site, nothing is inline, and no other site may show a page in a frame or take a form.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; "
        + "base-uri 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var shownStatus = status == StatusCodes.Status200OK ? services.GetRequiredService<Submission>().Refusal?.Status ?? status : status;
        await services.GetRequiredService<Visitor>().MeetAsync(httpContext, asksDatabase: shownStatus < StatusCodes.Status500InternalServerError);

        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
        var page = new RazorComponentResult<TPage>(new Dictionary<string, object?> { [nameof(View<>.Model)] = model })
        {
            StatusCode = shownStatus,
            PreventStreamingRendering = true,
        };
        await page.ExecuteAsync(httpContext);
    }
}

/// <summary>A page of the console: shows a model and asks for nothing itself.</summary>
/// <typeparam name="TModel">What it shows.</typeparam>
public abstract class View<TModel> : ComponentBase
{
    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public TModel Model { get; set; } = default!;

    /// <summary>Who is looking.</summary>
    [Inject] protected Visitor Visitor { get; set; } = null!;

    /// <summary>The form that was sent, when it was refused and the page is shown again.</summary>
    [Inject] protected Submission Submission { get; set; } = null!;
}
