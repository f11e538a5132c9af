using System.Text.Json;
using EventAgents.Events;

namespace EventAgents.Host.Features;

/// <summary>Flags as settings and routes name them: <c>knowledgeBase</c>.</summary>
internal static class FeatureFlagNames
{
    public static IEnumerable<string> All => Enum.GetValues<FeatureFlag>().Select(Of);

    public static string Of(FeatureFlag flag) => JsonNamingPolicy.CamelCase.ConvertName(flag.ToString());

    /// <summary>The flag of a name, whatever its case; null when there is none.</summary>
    public static FeatureFlag? Parse(string name)
    {
        foreach (var flag in Enum.GetValues<FeatureFlag>())
        {
            if (Of(flag).Equals(name, StringComparison.OrdinalIgnoreCase)) return flag;
        }
        return null;
    }
}
