namespace EventAgents.Pii.Training;

/// <summary>How a method that follows a gradient learns.</summary>
/// <param name="Rate">Length of a first step.</param>
/// <param name="Decay">Pull of every weight towards zero, each time its feature is met.</param>
/// <param name="DropPercent">How many of a hundred features are left out each time.</param>
/// <param name="Tolerance">A word whose probabilities are this near to the labels changes nothing.</param>
/// <param name="Seed">Decides which features are left out.</param>
internal sealed record GradientOptions(float Rate = 0.025f, float Decay = 1e-4f, int DropPercent = 30, float Tolerance = 1e-3f, ulong Seed = 1);
