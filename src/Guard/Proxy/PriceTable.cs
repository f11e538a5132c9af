using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>What calls cost, by the settings' dated prices. A price that is not there is not guessed.</summary>
internal sealed class PriceTable(IEnumerable<PriceOptions> prices, CostSwitch costs)
{
    private const decimal Million = 1_000_000;

    // The newest that holds comes first, the exact name before the wildcard, the named provider before any.
    private readonly PriceOptions[] _prices =
        [.. prices.OrderByDescending(p => p.Model.Length).ThenBy(p => p.Model.EndsWith('*')).ThenByDescending(p => p.Provider is not null)
            .ThenByDescending(p => p.From)];

    /// <summary>US dollars for a call; null when its tokens or their price are not known, or costs are not tracked.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="model">The model that was asked for.</param>
    /// <param name="usage">The provider's count. A cost that it states itself holds.</param>
    /// <param name="day">The day of the call (UTC).</param>
    public decimal? CostOf(string provider, string? model, TokenUsage? usage, DateOnly day)
    {
        if (!costs.IsOn) return null;
        if (usage?.Cost is { } stated) return stated;
        if (model is null || usage is not { Input: { } input, Output: { } output }) return null;
        var price = Array.Find(_prices, p => p.From <= day && (p.Provider is null || p.Provider == provider) && Matches(p.Model, model));
        if (price is null) return null;
        var read = usage.CacheRead ?? 0;
        var write = usage.CacheWrite ?? 0;
        return ((input - read - write) * price.InputUsdPerMillion + output * price.OutputUsdPerMillion
            + read * (price.CacheReadUsdPerMillion ?? price.InputUsdPerMillion)
                + write * (price.CacheWriteUsdPerMillion ?? price.InputUsdPerMillion)) / Million;
    }

    private static bool Matches(string pattern, string model) =>
        pattern.EndsWith('*') ? model.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == model;
}
