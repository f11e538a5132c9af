using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>What training gave.</summary>
/// <param name="Tagger">The tagger of the best epoch.</param>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Scores">Its scores by development set.</param>
/// <param name="Objective">The one number it was chosen by (<see cref="TaggerScores.Objective"/>).</param>
public sealed record TrainingResult(ITagger Tagger, int Epoch, IReadOnlyList<Evaluation> Scores, double Objective)
{
    /// <summary>The model to ship; null for a method that is there to be compared with.</summary>
    public TaggerModel? Model => (Tagger as SequenceTagger)?.Model;
}
