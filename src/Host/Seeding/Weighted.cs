namespace EventAgents.Host.Seeding;

/// <summary>Draws from values of different frequency.</summary>
internal static class Weighted
{
    public static T Pick<T>(this Random random, params ReadOnlySpan<(T Value, int Weight)> values)
    {
        var all = 0;
        foreach (var (_, weight) in values) all += weight;
        var at = random.Next(all);
        foreach (var (value, weight) in values)
        {
            if ((at -= weight) < 0) return value;
        }
        return values[^1].Value;
    }
}
