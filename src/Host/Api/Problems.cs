using System.Collections.Immutable;
using System.Diagnostics;
using EventAgents.Commands;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace EventAgents.Host.Api;

/// <summary>Answers that say no, as RFC 9457 has them. The one place that knows which refusal has which status.</summary>
internal static class Problems
{
    /// <summary>The base of all problem types. A slug stands for ever.</summary>
    public const string TypeBase = "https://eventagents.dev/problems/";

    public static readonly Problem NotFound = new(StatusCodes.Status404NotFound, "not-found", "Not found");
    public static readonly Problem Unauthenticated = new(StatusCodes.Status401Unauthorized, "unauthenticated", "No valid credential was sent");
    public static readonly Problem Forbidden = new(StatusCodes.Status403Forbidden, "forbidden", "The credential does not allow this");
    public static readonly Problem BodyTooLarge = new(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is too large");
    public static readonly Problem ContentType = new(StatusCodes.Status415UnsupportedMediaType, "content-type", "The body's type is not taken here");
    public static readonly Problem IdempotencyKeyReused = new(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "The key was used with another request");
    public static readonly Problem IdempotencyKeyInvalid = new(StatusCodes.Status400BadRequest, "idempotency-key-invalid", "The Idempotency-Key is not valid");
    public static readonly Problem IdempotencyKeyNotTaken = new(StatusCodes.Status400BadRequest, "idempotency-key-not-taken", "This route takes no Idempotency-Key");
    public static readonly Problem IfMatchInvalid = new(StatusCodes.Status400BadRequest, "if-match-invalid", "The If-Match header is not valid");
    public static readonly Problem TooManyRequests = new(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests");
    public static readonly Problem Unavailable = new(StatusCodes.Status503ServiceUnavailable, "unavailable", "The service is not available for the moment");
    public static readonly Problem Internal = new(StatusCodes.Status500InternalServerError, "internal", "Something went wrong here");

    /// <summary>The request itself is wrong; <c>errors</c> says where.</summary>
    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(StatusCodes.Status400BadRequest, "validation", "The request is not valid") { Extra = ImmutableDictionary<string, object>.Empty.Add("errors", errors) };

    /// <summary>The request is wrong in one place.</summary>
    /// <param name="pointer">JSON pointer into the body, or the name of a query parameter or header.</param>
    /// <param name="message">What is wrong.</param>
    public static Problem Invalid(string pointer, string message) => Invalid(new Dictionary<string, string[]> { [pointer] = [message] });

    /// <summary>A command's refusal as an answer.</summary>
    public static Problem Of(Refusal refusal) => new(StatusOf(refusal.Kind), refusal.Slug, refusal.Title, refusal.Detail) { Extra = refusal.Extra };

    /// <summary>An answer that says no as what was answered, for those who say it in another form.</summary>
    public static Problem Of(ProblemHttpResult answer)
    {
        var document = answer.ProblemDetails;
        return new Problem(answer.StatusCode, document.Type!.Replace(TypeBase, "", StringComparison.Ordinal), document.Title!, document.Detail)
        {
            Extra = document.Extensions.Where(member => member.Value is not null).ToImmutableDictionary(member => member.Key, member => member.Value!),
        };
    }

    /// <summary>What a bare status means when nothing more is known.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthenticated,
        StatusCodes.Status403Forbidden => Forbidden,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => new(status, "method-not-allowed", "The resource does not take this method"),
        StatusCodes.Status413PayloadTooLarge => BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => ContentType,
        StatusCodes.Status429TooManyRequests => TooManyRequests,
        >= StatusCodes.Status500InternalServerError => Internal with { Status = status },
        _ => new(status, "bad-request", "The request cannot be understood"),
    };

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Precondition => StatusCodes.Status412PreconditionFailed,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new kind of refusal needs a status."),
    };
}

/// <summary>One problem document before it is written.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Slug">Stable name, the end of <c>type</c>.</param>
/// <param name="Title">The same for every problem of this slug.</param>
/// <param name="Detail">This one; no personal data.</param>
internal sealed record Problem(int Status, string Slug, string Title, string? Detail = null)
{
    /// <summary>Further members by their names on the wire.</summary>
    public ImmutableDictionary<string, object> Extra { get; init; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>The document, with the id by which the request is found in logs and traces.</summary>
    public ProblemHttpResult ToResult()
    {
        var document = new ProblemDetails { Status = Status, Type = Problems.TypeBase + Slug, Title = Title, Detail = Detail };
        foreach (var (name, value) in Extra) document.Extensions[name] = value;
        if (Activity.Current?.TraceId.ToHexString() is { } traceId) document.Extensions["traceId"] = traceId;
        return TypedResults.Problem(document);
    }
}

/// <summary>Ends a request with a problem, from where no answer can be returned: a binder, say.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Title)
{
    public Problem Problem { get; } = problem;
}
