using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EventAgents.Guard.Masking;
using EventAgents.Pii;

namespace EventAgents.Guard.Proxy;

/// <summary>What may be done with a name that a caller gives.</summary>
internal enum NameUse
{
    /// <summary>It holds nothing personal: it goes on and is recorded.</summary>
    Recorded,
    /// <summary>The tenant's policy lets it go on; what was found in it is still nobody's label, so it is not recorded.</summary>
    Unrecorded,
    /// <summary>It holds personal data that the policy keeps from leaving.</summary>
    Refused,
}

/// <summary>
/// Tells names that callers give to models and agents from personal data: they stand in records, traces and metrics. The tagger's word does not count here,
/// since it takes claude for a person, and neither do types that the product lets pass, such as the date in a model's name.
/// </summary>
internal sealed class GivenNames(ITextScanner scanner)
{
    private const int MaxLength = 200;
    private const int MaxRemembered = 1_000;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:/+=~@");

    /// <summary>Names without personal data, by the policy under which that was seen.</summary>
    private readonly ConditionalWeakTable<GuardPolicy, ConcurrentDictionary<string, byte>> _known = [];

    /// <summary>Whether the text may be recorded as a name.</summary>
    public static bool IsName(string text) => text.Length <= MaxLength && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>What the tenant's policy lets be done with a name.</summary>
    /// <param name="text">The name.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="isUnique">Whether it will not come again, so that remembering it is of no use.</param>
    public NameUse UseOf(string text, GuardPolicy policy, bool isUnique = false)
    {
        var known = _known.GetValue(policy, static _ => new ConcurrentDictionary<string, byte>(StringComparer.Ordinal));
        if (known.ContainsKey(text)) return NameUse.Recorded;
        var findings = new List<Finding>();
        scanner.Scan(text, fieldName: null, policy, findings);
        findings.RemoveAll(finding => !IsTelling(finding));
        if (findings.Count > 0)
        {
            var goesOn = policy.Mode is GuardMode.Off or GuardMode.Detect || findings.TrueForAll(finding => policy.Passes(finding.Type, finding.CustomName));
            return goesOn ? NameUse.Unrecorded : NameUse.Refused;
        }
        if (!isUnique && known.Count < MaxRemembered && text.Length <= MaxLength) known.TryAdd(text, 0);  // personal data itself is not kept
        return NameUse.Recorded;
    }

    /// <summary>Whether a word of a provider's may stand in a trace; what cannot be judged may not.</summary>
    public bool MayBeTold(string text, GuardPolicy policy, bool isUnique)
    {
        try
        {
            return IsName(text) && UseOf(text, policy, isUnique) == NameUse.Recorded;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>Whether a finding is of a type that the product keeps from leaving, or one that the tenant asked for.</summary>
    private static bool IsTelling(Finding finding) =>
        finding.Source == FindingSource.Denied || finding.CustomName is not null
        || (finding.Source < FindingSource.Tagger && !GuardPolicy.Default.Passes(finding.Type, customName: null));
}
