using EventAgents.Host.WebConsole;
using EventAgents.Projections;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace EventAgents.Host.Api;

/// <summary>Outermost: whatever goes wrong, or ends with a bare status, leaves as a problem document, or in the console as a page. Nothing of an exception leaves.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private const int RetryAfterSeconds = 2;

    public async Task InvokeAsync(HttpContext context)
    {
        var problem = await RunAsync(context);
        if (problem is null) return;
        if (context.Response.HasStarted)
        {
            context.Abort();  // an answer that broke off must not look like a whole one
            return;
        }

        if (problem.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        if (problem.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        IResult answer = ConsolePage.IsWanted(context) ? new Html<ProblemPage, ProblemDetails>(problem.ToResult().ProblemDetails, problem.Status) : problem.ToResult();
        await answer.ExecuteAsync(context);
    }

    private async Task<Problem?> RunAsync(HttpContext context)
    {
        try
        {
            if (HasUnreadableText(context.Request)) return Problems.Invalid("", "The address holds characters that cannot be taken.");
            await next(context);
            var response = context.Response;
            var isBare = response.StatusCode >= 400 && response is { HasStarted: false, ContentType: null, ContentLength: null };
            return isBare ? Problems.OfStatus(response.StatusCode) : null;
        }
        catch (ProblemException e)
        {
            return e.Problem;
        }
        catch (InvalidCursorException e)
        {
            return Problems.Invalid("cursor", e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status400BadRequest ? Problems.Invalid("", Harmless(e)) : Problems.OfStatus(e.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return null;  // nobody is left to answer
        }
        catch (Exception e) when (IsDatabaseAway(e))
        {
            Log.DatabaseAway(logger, e.GetType().Name);
            return Problems.Unavailable;
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, context.GetEndpoint()?.DisplayName ?? "no route");
            return Problems.Internal;
        }
    }

    /// <summary>The framework's own messages name parameters and types and nothing else.</summary>
    private static string Harmless(BadHttpRequestException e) => e.InnerException is null ? e.Message : "The request cannot be read.";

    /// <summary>PostgreSQL takes no NUL in a text, so such an address can name nothing.</summary>
    private static bool HasUnreadableText(HttpRequest request) =>
        request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true || request.Path.Value?.Contains('\0', StringComparison.Ordinal) == true;

    private static bool IsDatabaseAway(Exception e) => e switch
    {
        PostgresException refused => refused.IsTransient || refused.SqlState == PostgresErrorCodes.InvalidCatalogName,  // the database itself is gone
        NpgsqlException or TimeoutException => true,
        _ => e.InnerException is { } inner && IsDatabaseAway(inner),
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer: {Reason}.")]
        public static partial void DatabaseAway(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "A request failed at {Route}.")]
        public static partial void Failed(ILogger logger, Exception exception, string route);
    }
}
