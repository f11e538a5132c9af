using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Commands.Feedback;
using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Events;

namespace EventAgents.Host.Seeding;

/// <summary>Issues, their jobs, and what people say of them, over some days: most are done, a few failed, wait for review, were cancelled; today's are still open.</summary>
internal static class WorkSeed
{
    private static readonly string[] Titles =
    [
        "Export stops at the second page", "Search finds nothing with an accent", "Retry button does nothing", "Report shows last month twice", "Slow start after an update",
        "Add a filter by team", "Explain the error on the import page", "Dark mode hides the chart's axis", "Deploy the queue workers", "Write the release notes",
        "Session ends too early", "Duplicate mails after a retry", "Timeout when many files are sent", "Numbers differ between list and total", "Clean up old branches",
    ];

    private static readonly string[] Comments = ["quick and to the point", "solved, the tests are good", "works, but took two tries", "only half of it", "did not help", "made it slower"];

    private enum Ending
    {
        Completed,
        InReview,
        Approved,
        Failed,
        Cancelled,
        Queued,
        Running,
    }

    public static async Task AddAsync(SeedCommands commands, int count, int days, int users, DateTimeOffset now, Action done)
    {
        var issues = Enumerable.Range(0, count).Select(number => Plan(commands, number, count, days, users)).GroupBy(issue => issue.Day).OrderBy(day => day.Key);
        foreach (var day in issues)
        {
            // Hours of work lie behind today's instant, so that nothing happens in the future.
            commands.Clock.MoveTo(now.AddDays(day.Key - days + 1).AddHours(-4));
            await AddDayAsync(commands, [.. day], done);
        }
    }

    private static async Task AddDayAsync(SeedCommands commands, IReadOnlyList<Work> day, Action done)
    {
        await EachAsync(day, Submit);
        commands.Clock.Advance(TimeSpan.FromMinutes(20));
        await EachAsync(day.Where(work => work.Ending == Ending.Cancelled), work => commands.DoAsync(new CancelIssue(work.IssueId, "no longer wanted"), work.User));
        var claimed = day.Where(work => work.Ending is not (Ending.Cancelled or Ending.Queued or Ending.Running)).ToList();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var number = attempt;
            var open = number == 1 ? claimed : [.. claimed.Where(work => work.Ending == Ending.Failed)];
            await EachAsync(open, work => commands.DoAsync(new StartJob(work.JobId, work.Worker, TimeSpan.FromMinutes(10)), work.Worker));
            commands.Clock.Advance(TimeSpan.FromMinutes(2 + day[0].Day % 5));
            await EachAsync(open, work => Report(work, number));
            commands.Clock.Advance(TimeSpan.FromMinutes(6));  // longer than any pause before a retry
        }
        await EachAsync(day.Where(work => work.Ending == Ending.Approved), work => commands.DoAsync(new ApproveIssue(work.IssueId, "well done"), work.User));
        commands.Clock.Advance(TimeSpan.FromMinutes(45));
        await EachAsync(day.Where(work => work.Rating > 0), Rate);
        await EachAsync(day.Where(work => work.Ending == Ending.Running), work => commands.DoAsync(new StartJob(work.JobId, work.Worker, TimeSpan.FromMinutes(10)), work.Worker));
        foreach (var _ in day) done();

        Task EachAsync(IEnumerable<Work> works, Func<Work, Task> act) => SeedCommands.ForEachAsync(works, act);

        Task Submit(Work work) => commands.DoAsync(work.Issue, work.User, isNew: true);

        Task Report(Work work, int attempt) => work.Ending == Ending.Failed
            ? commands.DoAsync(new FailJob(work.JobId, work.Worker, attempt, "the build failed", Jitter: 0.5), work.Worker)
            : commands.DoAsync(new CompleteJob(work.JobId, work.Worker, attempt, JsonSerializer.SerializeToElement(new { summary = "done, the tests pass" })), work.Worker);

        Task Rate(Work work)
        {
            var rated = new RatedJob(work.JobId, work.IssueId, work.Issue.AgentType, JobStatus.Completed);
            var outcome = work.Rating switch { >= 4 => FeedbackOutcome.Solved, 3 => FeedbackOutcome.Partial, 2 => FeedbackOutcome.NotSolved, _ => FeedbackOutcome.MadeWorse };
            var id = StreamIds.OfFeedback(commands.TenantId, work.JobId, work.User.Actor);
            return commands.DoAsync(new SubmitFeedback(id, rated, work.User.Actor, work.Rating, outcome, Comments[5 - work.Rating], []), work.User, isNew: true);
        }
    }

    private static Work Plan(SeedCommands commands, int number, int count, int days, int users)
    {
        var random = new Random(number);
        var day = number * days / count;
        var isOld = day < days - 1;
        var ending = isOld
            ? random.Pick((Ending.Completed, 62), (Ending.Approved, 12), (Ending.InReview, 6), (Ending.Failed, 8), (Ending.Cancelled, 7), (Ending.Queued, 5))
            : random.Pick((Ending.Completed, 30), (Ending.InReview, 10), (Ending.Failed, 5), (Ending.Queued, 50), (Ending.Running, 5));
        var isRated = ending is Ending.Completed or Ending.Approved && random.Next(10) < 7;
        var externalId = $"seed-{number}";
        var issueId = StreamIds.OfIssue(commands.TenantId, IssueSource.Scheduled, externalId);
        var issue = new SubmitIssue(
            issueId, commands.IdOf($"job-{number}"),
            random.Pick((IssueType.Bug, 40), (IssueType.Feature, 20), (IssueType.Enhancement, 15), (IssueType.Question, 10), (IssueType.Task, 10), (IssueType.Deployment, 5)),
            $"{Titles[number % Titles.Length]} ({number})")
        {
            Priority = random.Pick((IssuePriority.Medium, 50), (IssuePriority.Low, 25), (IssuePriority.High, 20), (IssuePriority.Critical, 5)),
            Source = IssueSource.Scheduled,
            ExternalId = externalId,
            Description = "Made as test data; nobody waits for it.",
            AgentType = random.Pick(("coder", 50), ("reviewer", 20), ("analyst", 15), ("writer", 10), ("operator", 5)),
            Config = ending is Ending.InReview or Ending.Approved ? JsonSerializer.SerializeToElement(new { review = true }) : null,
        };
        var user = new Caller(commands.TenantId, commands.IdOf($"user-{random.Next(users)}").ToString(), ActorKind.User);
        return new Work(day, issue, user, $"worker-{random.Next(1, 6)}", ending, isRated ? random.Pick((5, 38), (4, 32), (3, 16), (2, 9), (1, 5)) : 0);
    }

    /// <summary>What becomes of one issue; a rating of 0 is none.</summary>
    private sealed record Work(int Day, SubmitIssue Issue, Caller User, string Worker, Ending Ending, int Rating)
    {
        public Guid IssueId => Issue.IssueId;

        public Guid JobId => Issue.JobId;
    }
}
