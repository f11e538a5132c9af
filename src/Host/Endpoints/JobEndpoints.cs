using EventAgents.Commands;
using EventAgents.Commands.Jobs;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Projections;
using EventAgents.Projections.Jobs;

namespace EventAgents.Host.Endpoints;

/// <summary>Jobs, as people look at them and steer them. What workers do stands in <see cref="WorkerEndpoints"/>.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs").RequireAuthorization(Policies.ReadWork);
        jobs.MapGet("/", List).Produces<Page<JobSummary>>().WithSummary("Lists jobs, newest first");
        jobs.MapGet("/{jobId:guid}", Find).Produces<JobDetails>().WithSummary("Shows a job with its last log lines and its artifacts");
        jobs.MapGet("/{jobId:guid}/logs", ListLog).Produces<Page<JobLogLine>>().WithSummary("Lists a job's log lines in order");
        jobs.MapGet("/{jobId:guid}/artifacts", ListArtifacts).Produces<ItemList<ArtifactHead>>().WithSummary("Lists what a job produced");
        jobs.MapGet("/{jobId:guid}/artifacts/{artifactId:guid}", FindArtifact).Produces<Artifact>().WithSummary("Shows an artifact with its content");

        var steer = api.MapGroup("/jobs").WithTags("Jobs").RequireAuthorization(Policies.Steer);
        steer.MapPost("/{jobId:guid}/pause", Pause).Produces<JobState>().WithSummary("Keeps a job away from workers; one that holds it loses its lease");
        steer.MapPost("/{jobId:guid}/resume", Resume).Produces<JobState>().WithSummary("Puts a paused job back into the queue");
        steer.MapPost("/{jobId:guid}/cancel", Cancel).Produces<JobState>().WithSummary("Cancels a job, whatever its worker says afterwards");
    }

    internal static JobState StateOf(Outcome<Job> outcome) => new(outcome.State!.Id, outcome.Version, outcome.State.Status, outcome.State.Attempt, outcome.State.RetryAt);

    internal static Task<Page<JobSummary>> List(
        string? status, string? agentType, Guid? issueId, Paging paging, Caller caller, JobQueries jobs, CancellationToken cancellation) =>
        jobs.ListAsync(caller.TenantId, new JobFilter(Filters.Parse<JobStatus>("status", status), agentType, issueId), paging.Request, cancellation);

    private static async Task<IResult> Find(Guid jobId, HttpResponse response, Caller caller, JobQueries jobs, CancellationToken cancellation) =>
        Found.Versioned(response, await jobs.FindAsync(caller.TenantId, jobId, cancellation), job => job.Version);

    private static async Task<IResult> ListLog(
        Guid jobId, string? level, long? after, Paging paging, Caller caller, JobQueries jobs, CancellationToken cancellation) =>
        await jobs.FindAsync(caller.TenantId, jobId, cancellation) is null
            ? Problems.NotFound.ToResult()
            : TypedResults.Ok(await jobs.ListLogAsync(caller.TenantId, jobId, Filters.Parse<JobLogLevel>("level", level), after ?? 0, paging.Request.Limit, cancellation));

    private static async Task<IResult> ListArtifacts(Guid jobId, Caller caller, JobQueries jobs, CancellationToken cancellation) =>
        await jobs.FindAsync(caller.TenantId, jobId, cancellation) is { } job ? TypedResults.Ok(new ItemList<ArtifactHead>(job.Artifacts)) : Problems.NotFound.ToResult();

    private static async Task<IResult> FindArtifact(Guid jobId, Guid artifactId, Caller caller, JobQueries jobs, CancellationToken cancellation) =>
        await jobs.FindArtifactAsync(caller.TenantId, jobId, artifactId, cancellation) is { } artifact ? TypedResults.Ok(artifact) : Problems.NotFound.ToResult();

    internal static Task<IResult> Pause(Guid jobId, Body<ReasonRequest> body, CommandRunner runner) => Change(runner, new PauseJob(jobId, body.Value.Reason));

    internal static Task<IResult> Resume(Guid jobId, Body<ReasonRequest> body, CommandRunner runner) => Change(runner, new ResumeJob(jobId, body.Value.Reason));

    internal static Task<IResult> Cancel(Guid jobId, Body<ReasonRequest> body, CommandRunner runner) => Change(runner, new CancelJob(jobId, body.Value.Reason));

    private static Task<IResult> Change<TCommand>(CommandRunner runner, ICommand<TCommand, Job, JobEvent> command)
        where TCommand : ICommand<TCommand, Job, JobEvent> => runner.RunAsync(command, outcome => Answer.Ok(StateOf(outcome), outcome.Version));
}

/// <summary>A job after a command.</summary>
public sealed record JobState(Guid Id, long Version, JobStatus Status, int Attempt, DateTimeOffset? RetryAt);
