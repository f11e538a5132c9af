using System.Text.Json;
using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Jobs;

/// <summary>Keeps something that a running job made: a text, the path of a file, a patch.</summary>
public sealed record ProduceArtifact(Guid JobId, string WorkerId, int Attempt, Guid ArtifactId, ArtifactType Type, string Name)
    : ICommand<ProduceArtifact, Job, JobEvent>, IWorkerReport
{
    /// <summary>The artifact's text, given back as it is. The body limit of a request bounds it.</summary>
    public string? Content { get; init; }

    /// <summary>Where the artifact lies, when it is a file of the job's workspace.</summary>
    public string? FilePath { get; init; }

    /// <summary>The artifact as a unified diff.</summary>
    public string? DiffPatch { get; init; }

    /// <summary>What else is known about it, a JSON object of at most 64 KiB.</summary>
    public JsonElement? Metadata { get; init; }

    /// <inheritdoc/>
    public static IValidator<ProduceArtifact> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => JobId;

    /// <inheritdoc/>
    public Decision<JobEvent> Decide(Job? state, DateTimeOffset now) => state switch
    {
        null => JobRefusals.NotFound,
        _ when state.Fence(WorkerId, Attempt, "produce") is { } refusal => refusal,
        _ => [new ArtifactProduced(JobId, state.IssueId, Attempt, ArtifactId, Type, Name, Content, FilePath, DiffPatch, Metadata)],
    };

    private sealed class Rules : WorkerReportRules<ProduceArtifact>
    {
        public Rules()
        {
            RuleFor(c => c.Type).IsInEnum();
            RuleFor(c => c.Name).NotEmpty().MaximumLength(255);
            RuleFor(c => c.FilePath).Length(1, 1_024);
            RuleFor(c => c.Metadata).IsJsonObject();
            RuleFor(c => c.Content)
                .Must((c, content) => content is null || c.FilePath is null).WithMessage("An artifact has a content or a file path, not both.")
                .Must((c, content) => content is not null || c.FilePath is not null || c.DiffPatch is not null)
                .WithMessage("An artifact has a content, a file path or a patch.");
        }
    }
}
