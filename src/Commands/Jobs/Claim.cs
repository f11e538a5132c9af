using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>What a worker wants to do.</summary>
/// <param name="WorkerId">Who asks; it names itself again in every report.</param>
/// <param name="AgentTypes">What it can do, at most 50; empty for everything.</param>
/// <param name="Max">How many jobs it takes at most, 1 to 50.</param>
/// <param name="Lease">For how long it has a job without renewing, 5 s to 10 min.</param>
public sealed record Claim(string WorkerId, IReadOnlyList<string> AgentTypes, int Max, TimeSpan Lease)
{
    private static readonly Rules Validator = new();

    /// <summary>Names all faults of the claim at once, or null when there is none.</summary>
    public Refusal? Check() => Validator.Validate(this) is { IsValid: false } result ? ValidationRefusal.Of(result) : null;

    private sealed class Rules : AbstractValidator<Claim>
    {
        public Rules()
        {
            RuleFor(c => c.WorkerId).IsName();
            RuleFor(c => c.AgentTypes).Must(types => types.Count <= 50).WithMessage("At most 50 agent types.");
            RuleForEach(c => c.AgentTypes).IsName();
            RuleFor(c => c.Max).InclusiveBetween(1, 50);
            RuleFor(c => c.Lease).InclusiveBetween(StartJob.MinLease, StartJob.MaxLease);
        }
    }
}
