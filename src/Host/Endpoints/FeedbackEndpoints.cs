using EventAgents.Commands;
using EventAgents.Commands.Feedback;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Projections.Feedback;

namespace EventAgents.Host.Endpoints;

/// <summary>What users think of finished jobs.</summary>
internal static class FeedbackEndpoints
{
    public static void MapFeedback(this IEndpointRouteBuilder api)
    {
        var feedback = api.MapGroup("/feedback").WithTags("Feedback");
        feedback.MapGet("/", List).RequireAuthorization(Policies.ReadWork).Produces<FeedbackPage>().WithSummary("Lists feedback, newest first, with statistics over all that match");
        feedback.MapPost("/", Submit).RequireAuthorization(Policies.Work).Produces<FeedbackState>(StatusCodes.Status201Created).WithSummary("Rates a finished job, once");
        feedback.MapPut("/{feedbackId:guid}", Revise).RequireAuthorization(Policies.Work).Produces<FeedbackState>().WithSummary("Changes one's own rating");
    }

    private static Task<FeedbackPage> List(
        string? agentType, string? outcome, DateTimeOffset? from, DateTimeOffset? to, Paging paging, Caller caller, FeedbackQueries feedback,
        CancellationToken cancellation) =>
        feedback.ListAsync(caller.TenantId, new FeedbackFilter(agentType, Filters.Parse<FeedbackOutcome>("outcome", outcome), from, to), paging.Request, cancellation);

    internal static async Task<IResult> Submit(
        Body<SubmitFeedbackRequest> body, Caller caller, AggregateReader reader, CommandRunner runner, CancellationToken cancellation)
    {
        var request = body.Value;
        var (job, _) = await reader.ReadAsync<Commands.Jobs.Job, JobEvent>(new(caller.TenantId, request.JobId), cancellation);
        var rated = job is null ? null : new RatedJob(job.Id, job.IssueId, job.AgentType, job.Status);
        var id = StreamIds.OfFeedback(caller.TenantId, request.JobId, caller.Actor);
        var command = new SubmitFeedback(id, rated, caller.Actor, request.Rating, request.Outcome, request.Comment, request.Tags ?? []);
        return await runner.RunAsync(command, outcome => Answer.Created($"{ApiRegistration.BasePath}/feedback/{id}", StateOf(outcome), outcome.Version));
    }

    private static Task<IResult> Revise(Guid feedbackId, Body<ReviseFeedbackRequest> body, Caller caller, CommandRunner runner)
    {
        var request = body.Value;
        var command = new ReviseFeedback(feedbackId, caller.Actor, request.Rating, request.Outcome, request.Comment, request.Tags ?? []);
        return runner.RunAsync(command, outcome => Answer.Ok(StateOf(outcome), outcome.Version));
    }

    private static FeedbackState StateOf(Outcome<FeedbackEntry> outcome) => new(outcome.State!.Id, outcome.Version, outcome.State.Said.Rating, outcome.State.Said.Outcome);
}

/// <summary>A rating from 1 (bad) to 5 (good), and whether the job solved what it was for.</summary>
public sealed record SubmitFeedbackRequest(Guid JobId, int Rating, FeedbackOutcome Outcome, string? Comment = null, IReadOnlyList<string>? Tags = null);

/// <summary>The opinion from now on.</summary>
public sealed record ReviseFeedbackRequest(int Rating, FeedbackOutcome Outcome, string? Comment = null, IReadOnlyList<string>? Tags = null);

/// <summary>Feedback after a command.</summary>
public sealed record FeedbackState(Guid Id, long Version, int Rating, FeedbackOutcome Outcome);
