namespace EventAgents.Host.Hosting;

/// <summary>
/// Categories of the framework and the forwarder that quote requests below a warning: paths, queries, header lines, and they may hold anything. No setting makes
/// them speak, not even one for a category within them.
/// </summary>
internal static class QuietCategories
{
    private static readonly string[] Names = ["Microsoft.AspNetCore", "Yarp"];

    /// <summary>Raises every rule for these categories to warnings, and adds one for each.</summary>
    public static void Apply(LoggerFilterOptions options)
    {
        for (var i = 0; i < options.Rules.Count; i++)
        {
            var rule = options.Rules[i];
            if (rule.CategoryName is { } category && MayHold(category) && rule.LogLevel is null or < LogLevel.Warning)
            {
                options.Rules[i] = new LoggerFilterRule(rule.ProviderName, rule.CategoryName, LogLevel.Warning, rule.Filter);
            }
        }
        // A rule for one provider, whatever its category, comes before a rule for all.
        string?[] providers = [null, .. options.Rules.Select(rule => rule.ProviderName).OfType<string>().Distinct(StringComparer.Ordinal)];
        foreach (var provider in providers)
        {
            foreach (var name in Names) options.Rules.Add(new LoggerFilterRule(provider, name, LogLevel.Warning, filter: null));
        }
    }

    private static bool MayHold(string category) => category.Contains('*') || Names.Any(name => category.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
