using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii;

/// <summary>Whether a value passes a check; separators between its characters are skipped.</summary>
internal delegate bool Verifier(ReadOnlySpan<char> value);

/// <summary>The checks that a tenant's recognizer may ask for by name.</summary>
public static class Verifiers
{
    private static readonly FrozenDictionary<string, Verifier> All = new Dictionary<string, Verifier>
    {
        ["luhn"] = CheckDigits.Luhn,
        ["mod97"] = CheckDigits.Mod97,
        ["iso7064-mod11-10"] = CheckDigits.Iso7064Mod11And10,
        ["verhoeff"] = CheckDigits.Verhoeff,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    internal static bool TryGet(string name, [NotNullWhen(true)] out Verifier? verifier) => All.TryGetValue(name, out verifier);
}
