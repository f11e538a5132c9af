using System.Net;

namespace EventAgents.Guard.Proxy;

/// <summary>When a call may be sent again: nothing of it has reached a provider's model, or the provider asks for it.</summary>
internal sealed class Retry(GuardOptions options, TimeProvider clock)
{
    private static readonly TimeSpan AfterNoConnection = TimeSpan.FromMilliseconds(200);

    private int _left = options.Retries;

    /// <summary>How long to wait before the call is sent again; null when it is not.</summary>
    public TimeSpan? Delay { get; private set; }

    /// <summary>A new attempt starts.</summary>
    public void Begin() => Delay = null;

    /// <summary>Whether this reply is thrown away and asked for again.</summary>
    public bool Takes(HttpResponseMessage reply)
    {
        if (_left == 0 || reply.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)) return false;
        var wait = reply.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => TimeSpan.MaxValue,  // not asked for
        };
        if (wait > TimeSpan.FromSeconds(options.MaxRetryDelaySeconds)) return false;
        Take(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        return true;
    }

    /// <summary>Whether this failure is followed by another attempt. Only one in which no byte was sent is: the others may have had their effect.</summary>
    public void Take(Exception? failure)
    {
        var isUnsent = failure is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        };
        if (_left > 0 && isUnsent) Take(AfterNoConnection);
    }

    private void Take(TimeSpan delay)
    {
        _left--;
        Delay = delay;
    }
}
