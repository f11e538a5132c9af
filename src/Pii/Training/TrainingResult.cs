using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>What training gave.</summary>
/// <param name="Model">The model of the best epoch.</param>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Scores">Its scores by development set.</param>
/// <param name="Objective">The one number it was chosen by (<see cref="TaggerScores.Objective"/>).</param>
public sealed record TrainingResult(TaggerModel Model, int Epoch, IReadOnlyList<Evaluation> Scores, double Objective);
