using EventAgents.Commands;
using EventAgents.Commands.Jobs;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections;
using EventAgents.Projections.Issues;
using EventAgents.Projections.Jobs;

namespace EventAgents.Host.WebConsole.Jobs;

/// <summary>Jobs with their logs and artifacts.</summary>
internal static class JobRoutes
{
    /// <summary>Lines of a job's log have a page of their own.</summary>
    public const string LogLine = "job_logged";

    public static void MapJobPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/jobs", List).RequireAuthorization(Policies.ReadWork);
        pages.MapGet("/jobs/{jobId:guid}", Show).RequireAuthorization(Policies.ReadWork);
        pages.MapPost("/jobs/{jobId:guid}", Change).RequireAuthorization(Policies.Steer);
        pages.MapGet("/jobs/{jobId:guid}/logs", ShowLog).RequireAuthorization(Policies.ReadWork);
        pages.MapGet("/jobs/{jobId:guid}/artifacts/{artifactId:guid}", ShowArtifact).RequireAuthorization(Policies.ReadWork);
    }

    private static async Task<Html<JobListPage, JobList>> List(HttpRequest asked, Paging paging, Caller caller, JobQueries jobs, CancellationToken cancellation)
    {
        var (status, agentType) = (asked.Text("status"), asked.Text("agentType"));
        return new(new JobList(await JobEndpoints.List(status, agentType, asked.Id("issueId"), paging, caller, jobs, cancellation), status, agentType));
    }

    private static async Task<Html<JobPage, JobModel>> Show(
        Guid jobId, Caller caller, JobQueries jobs, IssueQueries issues, StreamHistory history, CancellationToken cancellation)
    {
        var job = await FindAsync(jobId, caller, jobs, cancellation);
        var issue = await issues.FindAsync(caller.TenantId, job.IssueId, cancellation);
        var happened = await Happened.ReadAsync(history, caller, jobId, Job.StreamType, cancellation);
        var possible = Job.Lifecycle.Edges.Where(edge => edge.From == job.Status).Select(edge => edge.Event).ToHashSet(StringComparer.Ordinal);
        return new(new JobModel(job, issue?.Title ?? "", [.. happened.Where(one => one.Entry.Type != LogLine)], possible));
    }

    private static async Task<Html<JobLogPage, JobLog>> ShowLog(
        Guid jobId, string? level, string? cursor, Caller caller, JobQueries jobs, CancellationToken cancellation)
    {
        await FindAsync(jobId, caller, jobs, cancellation);
        var after = cursor is null ? 0 : long.TryParse(cursor, out var number) ? number : throw new InvalidCursorException();
        var lines = await jobs.ListLogAsync(caller.TenantId, jobId, Filters.Parse<JobLogLevel>("level", level), after, PageRequest.MaxLimit, cancellation);
        return new(new JobLog(jobId, level, lines));
    }

    private static async Task<Html<ArtifactPage, ArtifactModel>> ShowArtifact(
        Guid jobId, Guid artifactId, Caller caller, JobQueries jobs, CancellationToken cancellation)
    {
        var artifact = await jobs.FindArtifactAsync(caller.TenantId, jobId, artifactId, cancellation);
        return new(new ArtifactModel(jobId, artifact ?? throw new ProblemException(Problems.NotFound)));
    }

    private static Task<IResult> Change(Guid jobId, PostedForm form, CommandRunner runner)
    {
        var reason = new Body<ReasonRequest>(new(form.Text("reason")));
        return PostedForm.ThenTo($"/jobs/{jobId}", form.Does switch
        {
            "pause" => JobEndpoints.Pause(jobId, reason, runner),
            "resume" => JobEndpoints.Resume(jobId, reason, runner),
            "cancel" => JobEndpoints.Cancel(jobId, reason, runner),
            _ => throw PostedForm.NoSuchButton,
        });
    }

    private static async Task<JobDetails> FindAsync(Guid jobId, Caller caller, JobQueries jobs, CancellationToken cancellation) =>
        await jobs.FindAsync(caller.TenantId, jobId, cancellation) ?? throw new ProblemException(Problems.NotFound);
}

/// <summary>A page of jobs and what was asked for.</summary>
public sealed record JobList(Page<JobSummary> Page, string? Status, string? AgentType);

/// <summary>A job with all that happened to it.</summary>
/// <param name="Job">The job.</param>
/// <param name="IssueTitle">What it is for.</param>
/// <param name="Happened">What happened, oldest first, without the log.</param>
/// <param name="Possible">The events that its state allows.</param>
public sealed record JobModel(JobDetails Job, string IssueTitle, IReadOnlyList<Happened> Happened, IReadOnlySet<string> Possible);

/// <summary>A page of a job's log.</summary>
public sealed record JobLog(Guid JobId, string? Level, Page<JobLogLine> Lines);

/// <summary>What a job produced, with its content.</summary>
public sealed record ArtifactModel(Guid JobId, Artifact Artifact);
