using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using EventAgents.Host.Auth;

namespace EventAgents.Host.Api;

/// <summary>
/// Gives every key and user so many requests a minute, in windows that begin with the first of them, and says in the <c>RateLimit</c> headers
/// how many are left. Each process counts for itself.
/// </summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, ApiOptions options, TimeProvider clock)
{
    private static readonly TimeSpan WindowLength = TimeSpan.FromMinutes(1);
    private const int SweepAt = 10_000;  // windows; each is of use for a minute

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext context)
    {
        if (options.RequestsPerMinute == 0 || context.User.FindFirstValue(CallerClaims.Actor) is not { } actor)
        {
            await next(context);
            return;
        }

        var now = clock.GetUtcNow();
        var window = Count(actor, now);
        var reset = Whole(window.Start + WindowLength - now);
        var headers = context.Response.Headers;
        headers["RateLimit-Limit"] = Text(options.RequestsPerMinute);
        headers["RateLimit-Remaining"] = Text(Math.Max(0, options.RequestsPerMinute - window.Requests));
        headers["RateLimit-Reset"] = Text(reset);
        headers["RateLimit-Policy"] = $"{Text(options.RequestsPerMinute)};w=60";
        if (window.Requests > options.RequestsPerMinute)
        {
            headers.RetryAfter = Text(reset);
            throw new ProblemException(Problems.TooManyRequests);
        }
        await next(context);
    }

    private Window Count(string actor, DateTimeOffset now)
    {
        if (_windows.Count > SweepAt)
        {
            foreach (var (key, old) in _windows)
            {
                if (now - old.Start >= WindowLength) _windows.TryRemove(key, out _);
            }
        }
        return _windows.AddOrUpdate(
            actor, _ => new Window(now, 1), (_, old) => now - old.Start >= WindowLength ? new Window(now, 1) : old with { Requests = old.Requests + 1 });
    }

    private static int Whole(TimeSpan left) => Math.Max(1, (int)Math.Ceiling(left.TotalSeconds));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Window(DateTimeOffset Start, int Requests);
}
