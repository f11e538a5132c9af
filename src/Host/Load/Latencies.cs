namespace EventAgents.Host.Load;

/// <summary>Counts of latencies in buckets that grow by 1 %, so that a percentile is right to 1 % however many there are. Any thread may add.</summary>
internal sealed class Latencies
{
    private const double Growth = 1.01;
    private const double Least = 0.01;  // ms
    private readonly long[] _counts = new long[1_800];  // up to 10 minutes
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public void Add(TimeSpan latency)
    {
        var bucket = (int)(Math.Log(Math.Max(latency.TotalMilliseconds, Least) / Least) / Math.Log(Growth));
        Interlocked.Increment(ref _counts[Math.Min(bucket, _counts.Length - 1)]);
        Interlocked.Increment(ref _count);
    }

    /// <summary>The latency in milliseconds that this share of all stays within; 0 when there is none.</summary>
    public double Percentile(double share)
    {
        var left = (long)Math.Ceiling(Count * share);
        if (left == 0) return 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            left -= Volatile.Read(ref _counts[bucket]);
            if (left <= 0) return Math.Round(Least * Math.Pow(Growth, bucket + 1), 2);
        }
        return Math.Round(Least * Math.Pow(Growth, _counts.Length), 2);
    }
}
