using EventAgents.Commands;
using EventAgents.Guard.Masking;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Pii;

namespace EventAgents.Host.Guard;

/// <summary>Detection over the API: what the guard would find in a text, under the organisation's own recognizers, lists and thresholds.</summary>
internal static class PiiEndpoints
{
    private const long MaxTextBytes = 8 * 1_048_576;

    private static readonly Problem DetectorFailed = new(StatusCodes.Status503ServiceUnavailable, "detector-failed", "Texts cannot be scanned for the moment");

    public static void MapPii(this IEndpointRouteBuilder api) => api.MapGroup("/pii").WithTags("Guard")
        .MapPost("/detect", Detect).RequireAuthorization(Policies.Steer).TakesNoIdempotencyKey().TakesBodiesUpTo(MaxTextBytes).Produces<DetectedList>()
        .WithSummary("Finds personal data in a text; the text is not kept");

    private static async Task<IResult> Detect(
        Body<DetectRequest> body, Caller caller, ITextScanner scanner, EventPolicies policies, CancellationToken cancellation)
    {
        if (!scanner.IsReady) return DetectorFailed.ToResult();
        var policy = await GuardEndpoints.PolicyOfAsync(caller, policies, cancellation);
        var findings = new List<Finding>();
        scanner.Scan(body.Value.Text, body.Value.FieldName, policy, findings);
        return TypedResults.Ok(new DetectedList([.. findings.Select(DetectedEntity.Of)]));
    }
}

/// <summary>The text to look into.</summary>
/// <param name="Text">Any text.</param>
/// <param name="FieldName">The name of the field that the whole text is the value of, such as <c>phone</c>; null for free text.</param>
public sealed record DetectRequest(string Text, string? FieldName = null);

/// <summary>What was found, in the order of its place, without overlaps.</summary>
public sealed record DetectedList(IReadOnlyList<DetectedEntity> Items);

/// <summary>A piece of personal data.</summary>
/// <param name="Start">Offset of its first character, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="EntityType">What it is; the recognizer's name where one of the organisation's own found it.</param>
/// <param name="Score">How sure that is, 0 to 1.</param>
/// <param name="Source">What found it.</param>
public sealed record DetectedEntity(int Start, int Length, string EntityType, float Score, FindingSource Source)
{
    internal static DetectedEntity Of(Finding finding) =>
        new(finding.Start, finding.Length, finding.CustomName ?? EntityTypes.ToWire(finding.Type), finding.Score, finding.Source);
}
