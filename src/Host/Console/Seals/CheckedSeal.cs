using EventAgents.EventStore;
using EventAgents.Projections;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.WebConsole.Seals;

/// <summary>A seal, and what its signature and its place in the chain say when it is shown. The events that it holds are not read for that.</summary>
/// <param name="Seal">As it is stored.</param>
/// <param name="Fault">What is wrong with it; null for nothing.</param>
public sealed record CheckedSeal(SealView Seal, string? Fault)
{
    /// <summary>Checks each seal of a page with the keys that are trusted, and whether it follows the one below it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="behind">The first seal of the next page; null when there is none.</param>
    /// <param name="keys">The keys that are trusted.</param>
    internal static IReadOnlyList<CheckedSeal> Of(Page<SealView> page, SealView? behind, SealKeys keys) =>
        [.. page.Items.Zip(page.Items.Skip(1).Append(behind), (seal, before) => new CheckedSeal(seal, FaultOf(seal, before, keys)))];

    private static string? FaultOf(SealView seal, SealView? before, SealKeys keys) => before switch
    {
        _ when !keys.Trusts(seal.KeyId) => "made with a key that is not trusted",
        _ when SealStatement.Read(seal.Jws, keys) is null => "altered: the signature does not fit",
        { } one when one.Number != seal.Number - 1 => $"seal {seal.Number - 1} is missing or cannot be read",
        { } one when one.Hash != seal.Previous => $"does not follow seal {one.Number}",
        null when seal.Number != 1 => $"seal {seal.Number - 1} is missing or cannot be read",
        _ => null,
    };
}
