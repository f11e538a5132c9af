using EventAgents.Host.Api;
using Microsoft.AspNetCore.Antiforgery;

namespace EventAgents.Host.WebConsole;

/// <summary>
/// Takes no form without the token of its page, which other sites cannot know. A form posts to its page's own address: when it is refused, that page is
/// shown again with what was typed.
/// </summary>
internal sealed class FormMiddleware(RequestDelegate next, IAntiforgery antiforgery, EndpointDataSource endpoints)
{
    private static readonly Problem Expired =
        new(StatusCodes.Status400BadRequest, "form-expired", "The form was too old", "Nothing was changed. Look it over and send it again.");

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.GetEndpoint() is not RouteEndpoint form || form.Metadata.GetMetadata<ConsolePage>() is null)
        {
            await next(context);
            return;
        }
        var fields = await ReadAsync(context.Request);
        try
        {
            if (fields is null) throw new ProblemException(Problems.ContentType);
            if (!await antiforgery.IsRequestValidAsync(context)) throw new ProblemException(Expired);
            // A form that replaces what its page showed says which version that was, so that nobody's change is lost.
            if (fields["version"].ToString() is { Length: > 0 } version) context.Request.Headers.IfMatch = $"\"{version}\"";
            await next(context);
        }
        catch (ProblemException refused) when (PageOf(form) is { } page && !context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<Submission>().Refuse(refused.Problem, fields);
            context.SetEndpoint(page);
            await page.RequestDelegate!(context);
        }
    }

    /// <summary>What was typed, read before its token is looked for, since the framework takes a form that it cannot read for a fault of ours. Null for no form.</summary>
    private static async Task<IFormCollection?> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType) return null;
        try
        {
            return await request.ReadFormAsync();
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(Problems.Invalid("", "The form cannot be read."));
        }
    }

    /// <summary>The page with the form's address; who may send the form may see it, as a test holds.</summary>
    private RouteEndpoint? PageOf(RouteEndpoint form) => endpoints.Endpoints.OfType<RouteEndpoint>().FirstOrDefault(page =>
        page.RoutePattern.RawText == form.RoutePattern.RawText
        && page.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true);
}
