namespace EventAgents.Pii.Training;

/// <summary>How far training is.</summary>
/// <param name="Stage">What is being done, in a few words.</param>
/// <param name="Done">Share of this stage that is done, 0 to 1.</param>
/// <param name="Left">Time until the stage's end at the speed so far; null where nothing is known yet.</param>
public readonly record struct TrainingProgress(string Stage, double Done, TimeSpan? Left);
