using EventAgents.Events;
using EventAgents.Projections.Guard;

namespace EventAgents.Host.Guard;

/// <summary>The text to try.</summary>
public sealed record PreviewRequest(string Text);

/// <summary>The mode from now on.</summary>
public sealed record ChangeModeRequest(GuardMode Mode, string? Reason = null);

/// <summary>The whole policy from now on.</summary>
/// <param name="Entities">Action by entity type; types that are not named are treated as by default.</param>
/// <param name="Images">What is done to pictures.</param>
/// <param name="Audio">What is done to sound.</param>
/// <param name="Files">What is done to files that are no text.</param>
/// <param name="AllowsTokenArrays">Whether prompts may be arrays of tokens, which hide their text.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detection">The organisation's own recognizers, lists and thresholds, all of them; null leaves them as they are.</param>
/// <param name="Replies">What is done to personal data that a model brings into its reply.</param>
public sealed record ChangePolicyRequest(
    IReadOnlyDictionary<string, GuardAction>? Entities = null, BinaryPartAction Images = BinaryPartAction.Block,
    BinaryPartAction Audio = BinaryPartAction.Block,
    BinaryPartAction Files = BinaryPartAction.Block, bool AllowsTokenArrays = false, string? Reason = null, DetectionSettings? Detection = null,
    ReplyAction Replies = ReplyAction.Off)
{
    /// <summary>The change without the organisation's own detection.</summary>
    internal GuardPolicyChanged ToChange() => new(Entities ?? new Dictionary<string, GuardAction>(), Images, Audio, Files, AllowsTokenArrays, Reason) { Replies = Replies };
}

/// <summary>A limit from now on.</summary>
/// <param name="Agent">The agent; null for the organisation as a whole.</param>
/// <param name="TokensPerDay">Tokens in and out; null for no limit.</param>
/// <param name="UsdPerDay">US dollars; null for no limit.</param>
/// <param name="Reason">Why.</param>
public sealed record ChangeBudgetRequest(string? Agent = null, long? TokensPerDay = null, [property: Usd] decimal? UsdPerDay = null, string? Reason = null);

/// <summary>The organisation's guard settings.</summary>
public sealed record GuardSettingsView(
    long Version, GuardMode Mode, IReadOnlyDictionary<string, GuardAction> Entities, BinaryPartAction Images, BinaryPartAction Audio, BinaryPartAction Files,
    bool AllowsTokenArrays, ReplyAction Replies, IReadOnlyList<GuardBudgetView> Budgets, GuardDetectionView Detection);

/// <summary>What the organisation adds to what is found, without patterns and listed values.</summary>
/// <param name="Recognizers">The names of its own recognizers.</param>
/// <param name="Allowed">How many values are never reported.</param>
/// <param name="Denied">How many values are always reported.</param>
/// <param name="Thresholds">The lowest score that is reported, by entity type.</param>
public sealed record GuardDetectionView(IReadOnlyList<string> Recognizers, int Allowed, int Denied, IReadOnlyDictionary<string, double> Thresholds);

/// <summary>A limit of the organisation (no agent) or of one agent.</summary>
public sealed record GuardBudgetView(string? Agent, long? TokensPerDay, [property: Usd] decimal? UsdPerDay);

/// <summary>What was used, the keys in order.</summary>
public sealed record UsageList(IReadOnlyList<Usage> Items);
