using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Commands.Jobs;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Features;
using EventAgents.Projections.Jobs;

namespace EventAgents.Host.Endpoints;

/// <summary>What workers do: claim jobs, stay alive, report. Every report names the worker and the attempt, which fences off those who were too slow.</summary>
internal static class WorkerEndpoints
{
    private const int MaxWaitSeconds = 30;

    public static void MapWorkers(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Workers").RequireAuthorization(Policies.RunJobs);
        jobs.MapPost("/claim", Claim).TakesNoIdempotencyKey().Needs(FeatureFlag.AgentEnabled).Produces<ItemList<ClaimedWork>>().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Claims jobs, the most urgent first; waits for one when asked to");
        jobs.MapPut("/{jobId:guid}/heartbeat", Heartbeat).Produces<Lease>().WithSummary("Renews a lease");
        jobs.MapPost("/{jobId:guid}/logs", Log).Produces<JobState>().WithSummary("Adds lines to a job's log");
        jobs.MapPost("/{jobId:guid}/artifacts", Produce).Produces<CreatedArtifact>(StatusCodes.Status201Created).WithSummary("Keeps what a job produced");
        jobs.MapPost("/{jobId:guid}/complete", Complete).Produces<JobState>().WithSummary("Reports that a job is done");
        jobs.MapPost("/{jobId:guid}/fail", Fail).Produces<JobState>().WithSummary("Reports that an attempt failed");
    }

    private static async Task<IResult> Claim(
        Body<ClaimRequest> body, Caller caller, JobQueue queue, JobQueries jobs, IHostApplicationLifetime lifetime, HttpContext context)
    {
        var request = body.Value;
        var claim = new Claim(request.WorkerId, request.AgentTypes ?? [], request.Max, TimeSpan.FromSeconds(request.LeaseSeconds));
        if (claim.Check() is { } refusal) return Problems.Of(refusal).ToResult();
        if (request.WaitSeconds is < 0 or > MaxWaitSeconds) return Problems.Invalid("/waitSeconds", $"This must be from 0 to {MaxWaitSeconds}.").ToResult();

        // A host that stops hands out nothing more, and does not let waiting workers hold it up.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        IReadOnlyList<ClaimedJob> claimed;
        try
        {
            claimed = await queue.ClaimAsync(claim, caller, TimeSpan.FromSeconds(request.WaitSeconds), ending.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return TypedResults.NoContent();
        }
        if (claimed.Count == 0) return TypedResults.NoContent();

        var work = new List<ClaimedWork>(claimed.Count);
        foreach (var one in claimed)
        {
            var job = await jobs.FindAsync(caller.TenantId, one.JobId, CancellationToken.None);
            work.Add(new ClaimedWork(one.JobId, one.Version, one.IssueId, one.Attempt, one.LeaseUntil, job?.AgentType, job?.Model, job?.Config));
        }
        return TypedResults.Ok(new ItemList<ClaimedWork>(work));
    }

    private static async Task<IResult> Heartbeat(Guid jobId, Body<HeartbeatRequest> body, Caller caller, JobQueue queue, CancellationToken cancellation)
    {
        var request = body.Value;
        var renewal = new RenewLease(jobId, request.WorkerId, request.Attempt, TimeSpan.FromSeconds(request.LeaseSeconds));
        var (leaseUntil, refusal) = await queue.RenewAsync(renewal, caller, cancellation);
        return refusal is null ? TypedResults.Ok(new Lease(jobId, request.Attempt, leaseUntil!.Value)) : Problems.Of(refusal).ToResult();
    }

    private static Task<IResult> Log(Guid jobId, Body<LogRequest> body, CommandRunner runner)
    {
        var lines = body.Value.Lines.Select(line => new LogJob.Line(line.Level, line.Message, line.Data)).ToList();
        return Report(runner, new LogJob(jobId, body.Value.WorkerId, body.Value.Attempt, lines));
    }

    private static Task<IResult> Produce(Guid jobId, Body<ArtifactRequest> body, CommandRunner runner)
    {
        var request = body.Value;
        var command = new ProduceArtifact(jobId, request.WorkerId, request.Attempt, ArtifactId: Guid.CreateVersion7(), request.Type, request.Name)
        {
            Content = request.Content,
            FilePath = request.FilePath,
            DiffPatch = request.DiffPatch,
            Metadata = request.Metadata,
        };
        return runner.RunAsync(command, outcome => Answer.Created(
            $"{ApiRegistration.BasePath}/jobs/{jobId}/artifacts/{command.ArtifactId}", new CreatedArtifact(command.ArtifactId, outcome.Version), outcome.Version));
    }

    private static Task<IResult> Complete(Guid jobId, Body<CompleteRequest> body, CommandRunner runner) =>
        Report(runner, new CompleteJob(jobId, body.Value.WorkerId, body.Value.Attempt, body.Value.Result));

    private static Task<IResult> Fail(Guid jobId, Body<FailRequest> body, CommandRunner runner) =>
        Report(runner, new FailJob(jobId, body.Value.WorkerId, body.Value.Attempt, body.Value.Error, Jitter: Random.Shared.NextDouble()));

    private static Task<IResult> Report<TCommand>(CommandRunner runner, ICommand<TCommand, Job, JobEvent> command)
        where TCommand : ICommand<TCommand, Job, JobEvent> => runner.RunAsync(command, outcome => Answer.Ok(JobEndpoints.StateOf(outcome), outcome.Version));
}

/// <summary>What a worker wants: at most <c>max</c> (1–50) jobs of these agent types (none for any), each for <c>leaseSeconds</c> (5–600), waiting up to <c>waitSeconds</c> (0–30).</summary>
public sealed record ClaimRequest(string WorkerId, IReadOnlyList<string>? AgentTypes = null, int Max = 1, int LeaseSeconds = 60, int WaitSeconds = 0);

/// <summary>A job that the worker has now.</summary>
public sealed record ClaimedWork(
    Guid Id, long Version, Guid IssueId, int Attempt, DateTimeOffset LeaseUntil, string? AgentType, string? Model, JsonElement? Config);

/// <summary>A sign of life.</summary>
public sealed record HeartbeatRequest(string WorkerId, int Attempt, int LeaseSeconds = 60);

/// <summary>How long the worker has the job.</summary>
public sealed record Lease(Guid Id, int Attempt, DateTimeOffset LeaseUntil);

/// <summary>Lines for a job's log, at most 100 at once.</summary>
public sealed record LogRequest(string WorkerId, int Attempt, IReadOnlyList<LogLine> Lines);

/// <summary>One line.</summary>
public sealed record LogLine(JobLogLevel Level, string Message, JsonElement? Data = null);

/// <summary>Something that the job made: a content or a file path, a patch.</summary>
public sealed record ArtifactRequest(
    string WorkerId, int Attempt, ArtifactType Type, string Name, string? Content = null, string? FilePath = null, string? DiffPatch = null, JsonElement? Metadata = null);

/// <summary>A kept artifact.</summary>
public sealed record CreatedArtifact(Guid Id, long Version);

/// <summary>The job is done.</summary>
public sealed record CompleteRequest(string WorkerId, int Attempt, JsonElement? Result = null);

/// <summary>The attempt failed.</summary>
public sealed record FailRequest(string WorkerId, int Attempt, string Error);
