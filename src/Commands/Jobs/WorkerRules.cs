using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>A worker's report on a job that it holds the lease of.</summary>
internal interface IWorkerReport
{
    /// <summary>Who reports.</summary>
    string WorkerId { get; }

    /// <summary>Which start the report is about.</summary>
    int Attempt { get; }
}

/// <summary>Checks that every worker's report shares.</summary>
internal abstract class WorkerReportRules<T> : AbstractValidator<T>
    where T : IWorkerReport
{
    protected WorkerReportRules()
    {
        RuleFor(c => c.WorkerId).IsName();
        RuleFor(c => c.Attempt).GreaterThanOrEqualTo(1);
    }
}
