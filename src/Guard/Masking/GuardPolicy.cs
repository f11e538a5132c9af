using System.Collections.Immutable;
using EventAgents.Pii;

namespace EventAgents.Guard.Masking;

/// <summary>What may leave, for one tenant or profile. Immutable; a change is a new version.</summary>
public sealed record GuardPolicy
{
    private ImmutableArray<EntityAction> _actions = [.. Enum.GetValues<EntityType>().Select(DefaultAction)];

    /// <summary>
    /// Masks everything but places, organisations, groups and plain dates, which are reported; refuses binary parts and token arrays, since
    /// neither can be read.
    /// </summary>
    public static GuardPolicy Default { get; } = new();

    /// <summary>Profile that the policy belongs to; null for the tenant's own. Profile and version together name one policy.</summary>
    public string? Profile { get; init; }

    /// <summary>Number of the version, recorded with every call and part of the findings cache's key.</summary>
    public long Version { get; init; } = 1;

    /// <summary>How strictly the policy is applied.</summary>
    public GuardMode Mode { get; init; } = GuardMode.Mask;

    /// <summary>The tenant's own lists, recognizers and thresholds.</summary>
    public DetectionPolicy Detection { get; init; } = DetectionPolicy.Default;

    /// <summary>Pictures in requests.</summary>
    public BinaryAction Images { get; init; } = BinaryAction.Block;

    /// <summary>Sound in requests.</summary>
    public BinaryAction Audio { get; init; } = BinaryAction.Block;

    /// <summary>Files in requests whose content is not text; text files are scanned.</summary>
    public BinaryAction Files { get; init; } = BinaryAction.Block;

    /// <summary>Whether prompts and embedding inputs may be arrays of tokens, which hide their text.</summary>
    public bool AllowsTokenArrays { get; init; }

    /// <summary>What happens to personal data that a model brings into its reply. Nothing is looked for in mode off, and nothing replaced in mode detect.</summary>
    public ReplyAction Replies { get; init; }

    /// <summary>Actions for custom types by the recognizer's name; the others follow <see cref="EntityType.Custom"/>.</summary>
    public ImmutableDictionary<string, EntityAction> CustomActions { get; init; } = ImmutableDictionary<string, EntityAction>.Empty;

    /// <summary>The action for a finding.</summary>
    public EntityAction ActionOf(EntityType type, string? customName = null) =>
        customName is not null && CustomActions.TryGetValue(customName, out var action) ? action : _actions[(int)type];

    /// <summary>Whether a finding goes out as it is.</summary>
    public bool Passes(EntityType type, string? customName) => ActionOf(type, customName) == EntityAction.Allow;

    /// <summary>What happens to a part that cannot be scanned.</summary>
    public BinaryAction ActionOf(BinaryKind kind) => kind switch
    {
        BinaryKind.Image => Images,
        BinaryKind.Audio => Audio,
        _ => Files,
    };

    /// <summary>The same policy with another action for one type; its version stays and is the caller's to raise.</summary>
    public GuardPolicy With(EntityType type, EntityAction action) => this with { _actions = _actions.SetItem((int)type, action) };

    /// <summary>What is done to replies, the mode considered.</summary>
    internal ReplyAction RepliesInMode => Mode switch
    {
        GuardMode.Off => ReplyAction.Off,
        GuardMode.Detect when Replies == ReplyAction.Mask => ReplyAction.Detect,
        _ => Replies,
    };

    /// <summary>The policy as it holds for what a model brings in: there is nobody to put it back for, and no call that could still be refused.</summary>
    internal GuardPolicy ForReplies() => this with
    {
        Mode = RepliesInMode == ReplyAction.Mask ? GuardMode.Mask : GuardMode.Detect,
        _actions = [.. _actions.Select(OneWay)],
        CustomActions = CustomActions.ToImmutableDictionary(custom => custom.Key, custom => OneWay(custom.Value)),
    };

    private static EntityAction OneWay(EntityAction action) => action is EntityAction.Allow or EntityAction.Redact ? action : EntityAction.Mask;

    private static EntityAction DefaultAction(EntityType type) => type switch
    {
        EntityType.Location or EntityType.Organization or EntityType.Nrp or EntityType.DateTime => EntityAction.Allow,
        _ => EntityAction.Mask,
    };
}
