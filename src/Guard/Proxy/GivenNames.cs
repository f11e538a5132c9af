using System.Buffers;
using System.Collections.Concurrent;
using EventAgents.Guard.Masking;
using EventAgents.Pii;

namespace EventAgents.Guard.Proxy;

/// <summary>
/// Tells names that callers give to models and agents from personal data: they stand in records, traces and metrics. The tagger's word does not count here,
/// since it takes claude for a person.
/// </summary>
internal sealed class GivenNames(ITextScanner scanner)
{
    private const int MaxLength = 200;
    private const int MaxRemembered = 1_000;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:/+=~@");

    private readonly ConcurrentDictionary<string, byte> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the text may be recorded as a name.</summary>
    public static bool IsName(string text) => text.Length <= MaxLength && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Whether the text holds an e-mail address, a card number or the like.</summary>
    public bool HoldsPersonalData(string text)
    {
        if (_known.ContainsKey(text)) return false;
        var findings = new List<Finding>();
        scanner.Scan(text, fieldName: null, GuardPolicy.Default, findings);
        var holds = findings.Exists(f => f.Source < FindingSource.Tagger && GuardPolicy.Default.ActionOf(f.Type) != EntityAction.Allow);
        if (!holds && _known.Count < MaxRemembered && text.Length <= MaxLength) _known.TryAdd(text, 0);  // personal data itself is not kept
        return holds;
    }
}
