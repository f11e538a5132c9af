namespace EventAgents.Guard.Protocols;

/// <summary>Tokens of a call as the provider counts them; null where it did not say.</summary>
/// <param name="Input">All input tokens, cached ones included.</param>
/// <param name="Output">Output tokens, reasoning included.</param>
/// <param name="CacheRead">Input tokens that came from the provider's cache.</param>
/// <param name="CacheWrite">Input tokens that went into it.</param>
/// <param name="Reasoning">Output tokens that were spent on reasoning.</param>
/// <param name="Cost">Cost in the provider's own unit (OpenRouter: credits, one US dollar each).</param>
public sealed record TokenUsage(long? Input, long? Output, long? CacheRead, long? CacheWrite, long? Reasoning, decimal? Cost);

/// <summary>Collects a reply's counts. They are cumulative, so the last one holds.</summary>
internal sealed class UsageMeter
{
    private const long MaxCount = 1L << 53;  // no provider counts that far, and sums of a few stay in range

    private readonly decimal?[] _values = new decimal?[Enum.GetValues<Meter>().Length];

    /// <summary>Takes a count; one that cannot be meant is left out.</summary>
    public void Note(Meter meter, decimal value)
    {
        if (value is >= 0 and <= MaxCount) _values[(int)meter] = value;
    }

    /// <summary>The counts; a provider that counts its cache beside the input (Anthropic) gets them added.</summary>
    public TokenUsage? ToUsage()
    {
        if (Array.TrueForAll(_values, v => v is null)) return null;
        var read = Of(Meter.CacheReadBeside);
        var write = Of(Meter.CacheWriteBeside);
        var input = Of(Meter.Input);
        if (input is not null) input += (read ?? 0) + (write ?? 0);
        return new TokenUsage(input, Of(Meter.Output), read ?? Of(Meter.CacheRead), write ?? Of(Meter.CacheWrite), Of(Meter.Reasoning), _values[(int)Meter.Cost]);
    }

    private long? Of(Meter meter) => (long?)_values[(int)meter];
}
