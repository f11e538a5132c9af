namespace EventAgents.Guard.Protocols;

/// <summary>Usage objects of all providers; their members' names do not clash.</summary>
internal static class UsageShape
{
    private static readonly Shape InputDetails = new()
    {
        ["cached_tokens"] = new() { Meter = Meter.CacheRead },
        ["cache_write_tokens"] = new() { Meter = Meter.CacheWrite },
    };

    private static readonly Shape OutputDetails = new() { ["reasoning_tokens"] = new() { Meter = Meter.Reasoning } };

    public static readonly Shape Usage = new()
    {
        Mark = Mark.Usage,
        Others = new() { Others = Shape.Setting },
        ["prompt_tokens"] = new() { Meter = Meter.Input },
        ["input_tokens"] = new() { Meter = Meter.Input },
        ["completion_tokens"] = new() { Meter = Meter.Output },
        ["output_tokens"] = new() { Meter = Meter.Output },
        ["prompt_tokens_details"] = InputDetails,
        ["input_tokens_details"] = InputDetails,
        ["completion_tokens_details"] = OutputDetails,
        ["output_tokens_details"] = OutputDetails,
        ["cache_read_input_tokens"] = new() { Meter = Meter.CacheReadBeside },
        ["cache_creation_input_tokens"] = new() { Meter = Meter.CacheWriteBeside },
        ["cost"] = new() { Meter = Meter.Cost },
    };
}
