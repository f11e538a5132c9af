using System.Globalization;
using System.Security.Claims;
using EventAgents.Host.Auth;

namespace EventAgents.Host.Api;

/// <summary>Gives every key and user so many requests a minute and says in the <c>RateLimit</c> headers how many are left.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, ApiOptions options, TimeProvider clock)
{
    private readonly MinuteWindows _requests = new(clock);

    public async Task InvokeAsync(HttpContext context)
    {
        if (options.RequestsPerMinute == 0 || context.User.FindFirstValue(CallerClaims.Actor) is not { } actor)
        {
            await next(context);
            return;
        }

        var (count, left) = _requests.Count(actor);
        var reset = Math.Max(1, (int)Math.Ceiling(left.TotalSeconds));
        var headers = context.Response.Headers;
        headers["RateLimit-Limit"] = Text(options.RequestsPerMinute);
        headers["RateLimit-Remaining"] = Text(Math.Max(0, options.RequestsPerMinute - count));
        headers["RateLimit-Reset"] = Text(reset);
        headers["RateLimit-Policy"] = $"{Text(options.RequestsPerMinute)};w=60";
        if (count > options.RequestsPerMinute)
        {
            headers.RetryAfter = Text(reset);
            throw new ProblemException(Problems.TooManyRequests);
        }
        await next(context);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
