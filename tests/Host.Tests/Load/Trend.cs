namespace EventAgents.Host.Tests.Load;

/// <summary>The straight line that lies closest to some points (least squares).</summary>
internal static class Trend
{
    /// <summary>By what share of its beginning the line rises from the first point to the last; negative where it falls.</summary>
    public static double Rise(IReadOnlyList<(double At, double Value)> points)
    {
        var (meanAt, mean) = (points.Average(p => p.At), points.Average(p => p.Value));
        var slope = points.Sum(p => (p.At - meanAt) * (p.Value - mean)) / points.Sum(p => (p.At - meanAt) * (p.At - meanAt));
        double On(double at) => mean + slope * (at - meanAt);
        return (On(points[^1].At) - On(points[0].At)) / On(points[0].At);
    }
}
