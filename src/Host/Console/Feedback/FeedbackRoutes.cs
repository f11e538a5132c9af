using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.Host.Api;
using EventAgents.Host.Auth;
using EventAgents.Host.Endpoints;
using EventAgents.Host.WebConsole.Shared;
using EventAgents.Projections.Feedback;

namespace EventAgents.Host.WebConsole.Feedback;

/// <summary>What people think of finished jobs, and how that changes.</summary>
internal static class FeedbackRoutes
{
    public static void MapFeedbackPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/feedback", List).RequireAuthorization(Policies.ReadWork);
        pages.MapPost("/feedback", Rate).RequireAuthorization(Policies.Work);
    }

    private static async Task<Html<FeedbackListPage, FeedbackList>> List(
        HttpRequest asked, Paging paging, Caller caller, FeedbackQueries feedback, CancellationToken cancellation)
    {
        var outcome = Filters.Parse<FeedbackOutcome>("outcome", asked.Text("outcome"));
        var filter = new FeedbackFilter(asked.Text("agentType"), outcome, asked.At("from"), asked.At("to"));
        return new(new FeedbackList(await feedback.ListAsync(caller.TenantId, filter, paging.Request, cancellation), filter, asked.Id("jobId")));
    }

    private static Task<IResult> Rate(PostedForm form, Caller caller, AggregateReader reader, CommandRunner runner, CancellationToken cancellation)
    {
        var jobId = Filters.ParseId("jobId", form.Text("jobId")) ?? throw new ProblemException(Problems.Invalid("jobId", "Name the job."));
        var tags = (form.Text("tags") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var rating = (int)Math.Clamp(form.Number("rating") ?? 0, 0, int.MaxValue);  // the command says which there are
        var request = new SubmitFeedbackRequest(jobId, rating, form.Chosen<FeedbackOutcome>("outcome"), form.Text("comment"), tags);
        return PostedForm.ThenTo("/feedback", FeedbackEndpoints.Submit(new(request), caller, reader, runner, cancellation));
    }
}

/// <summary>A page of feedback, what was asked for, and the job that is to be rated if one is named.</summary>
public sealed record FeedbackList(FeedbackPage Page, FeedbackFilter Filter, Guid? JobId);
