using System.Buffers;
using System.Globalization;
using EventAgents.Guard.Protocols;
using Microsoft.AspNetCore.Http;

namespace EventAgents.Guard.Proxy;

/// <summary>Answers a refused call in the caller's dialect, so that its SDK raises the exception that fits, and raises it once.</summary>
internal static class RefusalWriter
{
    /// <summary>The call's id, for finding its record.</summary>
    public const string CallIdHeader = "x-eventagents-call";

    /// <summary>Writes status, headers and body.</summary>
    /// <param name="call">The refused call, of which nothing has been answered.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="retryAfter">When asking again makes sense; null where it never does.</param>
    public static async Task WriteAsync(GuardCall call, Refusal refusal, TimeSpan? retryAfter = null)
    {
        var response = call.Context.Response;
        response.Clear();
        response.StatusCode = ProviderErrors.StatusOf(refusal.Reason);
        response.ContentType = "application/json";
        response.Headers[CallIdHeader] = call.Id.ToString();
        response.Headers["x-should-retry"] = "false";  // the official SDKs would ask twice more on 408, 409, 429 and 5xx
        if (retryAfter is { } wait) response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var body = new ArrayBufferWriter<byte>();
        ProviderErrors.Write(call.Dialect, refusal, call.Id.ToString(), body);
        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, call.Context.RequestAborted);
    }
}
