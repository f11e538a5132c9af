using System.Runtime.CompilerServices;

namespace EventAgents.Pii.Tagger;

/// <summary>64-bit hashes of words and features. They are stored in the model, so they never change without a new <see cref="TaggerModel.FeatureVersion"/>.</summary>
internal static class FeatureHash
{
    /// <summary>The hash of no characters.</summary>
    public const ulong Empty = 0xCBF29CE484222325;

    private const ulong Prime = 0x9FB21C651E98DF25;

    /// <summary>Continues the hash of a word by one character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Continue(ulong hash, char c) => (hash ^ c) * Prime;

    /// <summary>The hash of characters as they are.</summary>
    public static ulong Of(ReadOnlySpan<char> word)
    {
        var hash = Empty;
        foreach (var c in word) hash = Continue(hash, c);
        return hash;
    }

    /// <summary>One hash of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pair(ulong first, ulong second) => ((first ^ (first >> 31)) * Prime) + second;

    /// <summary>The key of a feature: what kind it is and its value, mixed so that every bit depends on all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Feature(int kind, ulong value)
    {
        var x = value + ((ulong)kind * 0x9E3779B97F4A7C15);
        x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93;
        x = (x ^ (x >> 29)) * 0xFF51AFD7ED558CCD;
        return x ^ (x >> 32);
    }
}
