using System.Collections.Frozen;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii;

/// <summary>A tenant's say in what is found. Immutable; a changed policy is a new instance.</summary>
public sealed class DetectionPolicy
{
    /// <summary>The threshold of types that <see cref="Thresholds"/> does not name.</summary>
    public const float DefaultThreshold = 0.3f;

    /// <summary>No lists, no recognizers of the tenant's own, the built-in thresholds.</summary>
    public static DetectionPolicy Default { get; } = new();

    private readonly FrozenSet<string> _allow = [];
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _allowed;
    private readonly FrozenDictionary<string, EntityType> _deny = FrozenDictionary<string, EntityType>.Empty;

    /// <summary>Values by the hash of their first word, so that a text's words lead to them; with the place of that word.</summary>
    private readonly FrozenDictionary<ulong, (string Text, int Lead)[]> _denied = FrozenDictionary<ulong, (string, int)[]>.Empty;

    /// <summary>Values that are never reported, whatever finds them; whole values, letter case ignored.</summary>
    public IReadOnlyCollection<string> Allow
    {
        get => _allow;
        init
        {
            _allow = value.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
            _allowed = _allow.GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    /// <summary>Values that are always reported wherever they stand as whole words, and what they are; letter case ignored. A value needs a letter or a
    /// digit.</summary>
    public IReadOnlyDictionary<string, EntityType> Deny
    {
        get => _deny;
        init
        {
            _deny = value.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
            _denied = value.Keys.Select(text => (Text: text, Tokens: Words(text))).Where(entry => entry.Tokens.Count > 0)
                .GroupBy(entry => entry.Tokens[0].Hash).ToFrozenDictionary(group => group.Key,
                    group => group.Select(entry => (entry.Text, entry.Tokens[0].Start)).OrderByDescending(entry => entry.Text.Length).ToArray());
        }
    }

    /// <summary>The tenant's own recognizers.</summary>
    public IReadOnlyList<CustomRecognizer> Custom { get; init; } = [];

    /// <summary>The lowest score, 0 to 1, that is reported of a type; a type that is not named has <see cref="DefaultThreshold"/>.</summary>
    public IReadOnlyDictionary<EntityType, float> Thresholds { get; init; } = FrozenDictionary<EntityType, float>.Empty;

    /// <summary>Removes, from index <paramref name="from"/> on, what is below its threshold or on the allow list.</summary>
    internal void Apply(ReadOnlySpan<char> text, List<Finding> findings, int from)
    {
        var kept = from;
        for (var i = from; i < findings.Count; i++)
        {
            var finding = findings[i];
            var threshold = Thresholds.Count > 0 && Thresholds.TryGetValue(finding.Type, out var own) ? own : DefaultThreshold;
            if (finding.Score < threshold || (_allow.Count > 0 && _allowed.Contains(text.Slice(finding.Start, finding.Length)))) continue;
            findings[kept++] = finding;
        }
        findings.RemoveRange(kept, findings.Count - kept);
    }

    /// <summary>Appends where values of the deny list stand.</summary>
    internal void FindDenied(in Scan scan, List<Finding> findings)
    {
        if (_denied.Count == 0) return;
        foreach (ref readonly var token in scan.Tokens)
        {
            if (!_denied.TryGetValue(token.Hash, out var values)) continue;
            foreach (var (value, lead) in values)
            {
                // A sign before the first word belongs to the value: "#7", "(call sign)".
                var start = token.Start - lead;
                if (start < 0 || !scan.Text[start..].StartsWith(value, StringComparison.OrdinalIgnoreCase)) continue;
                var end = start + value.Length;
                if (char.IsLetterOrDigit(value[^1]) && char.IsLetterOrDigit(scan.At(end))) continue;
                findings.Add(new Finding(start, value.Length, _deny[value], 1, FindingSource.Denied));
                break;
            }
        }
    }

    private static List<Token> Words(string text)
    {
        var tokens = new List<Token>();
        Tokenizer.SplitWords(text, tokens);
        return tokens;
    }
}
