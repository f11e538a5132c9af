namespace EventAgents.Host.Guard;

/// <summary>What an organisation adds to what is found in its texts.</summary>
/// <param name="Recognizers">Its own recognizers, at most <see cref="DetectionCompiler.MaxRecognizers"/>.</param>
/// <param name="Allow">Values that are never reported, whatever finds them; whole values, letter case ignored. At most <see cref="DetectionCompiler.MaxValues"/>.</param>
/// <param name="Deny">Values that are always reported where they stand as whole words, letter case ignored. At most <see cref="DetectionCompiler.MaxValues"/>.</param>
/// <param name="Thresholds">The lowest score, 0 to 1, that is reported, by entity type; a type that is not named has the product's default.</param>
public sealed record DetectionSettings(
    IReadOnlyList<RecognizerSettings>? Recognizers = null, IReadOnlyList<string>? Allow = null, IReadOnlyList<DeniedValue>? Deny = null,
    IReadOnlyDictionary<string, double>? Thresholds = null);

/// <summary>A recognizer of the organisation's own.</summary>
/// <param name="Name">How its findings are called, in placeholders too: 1 to 40 characters of A–Z, 0–9 and underscore.</param>
/// <param name="Pattern">A regular expression that runs in linear time: no look-around, back-reference or atomic group.</param>
/// <param name="ContextWords">At least one must stand near the match; none means anywhere.</param>
/// <param name="Verifier">The name of a check that the match must pass; null for none.</param>
/// <param name="Type">The entity type of its findings; null for CUSTOM, whose action is that of its name, else of CUSTOM.</param>
public sealed record RecognizerSettings(
    string Name, string Pattern, IReadOnlyList<string>? ContextWords = null, string? Verifier = null, string? Type = null);

/// <summary>A value that is always reported.</summary>
/// <param name="Value">2 to <see cref="DetectionCompiler.MaxValueLength"/> characters, a letter or a digit among them.</param>
/// <param name="Type">Its entity type; null for CUSTOM.</param>
public sealed record DeniedValue(string Value, string? Type = null);
