using System.Text.Json;
using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>Adds lines to a running job's log, in order, all or none.</summary>
public sealed record LogJob(Guid JobId, string WorkerId, int Attempt, IReadOnlyList<LogJob.Line> Lines) : ICommand<LogJob, Job, JobEvent>, IWorkerReport
{
    /// <inheritdoc/>
    public static IValidator<LogJob> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state switch
    {
        null => JobRefusals.NotFound,
        _ when state.Fence(WorkerId, Attempt, "log") is { } refusal => refusal,
        _ => [.. Lines.Select(line => new JobLogged(JobId, state.IssueId, Attempt, line.Level, line.Message, line.Data))],
    };

    /// <summary>One line: the message at most 10,000 characters, the data a JSON object of at most 64 KiB.</summary>
    public sealed record Line(JobLogLevel Level, string Message, JsonElement? Data);

    private sealed class Rules : WorkerReportRules<LogJob>
    {
        public Rules()
        {
            RuleFor(c => c.Lines).NotEmpty().Must(lines => lines.Count <= 100).WithMessage("At most 100 lines go into one request.");
            RuleForEach(c => c.Lines).ChildRules(line =>
            {
                line.RuleFor(l => l.Level).IsInEnum();
                line.RuleFor(l => l.Message).NotEmpty().MaximumLength(10_000);
                line.RuleFor(l => l.Data).IsJsonObject();
            });
        }
    }
}
