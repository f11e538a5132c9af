using System.ComponentModel.DataAnnotations;

namespace EventAgents.Guard.Proxy;

/// <summary>What a model costs from a day on (section <c>Guard:Prices</c>). There are no defaults: a price that nobody stated is not known.</summary>
public sealed class PriceOptions
{
    /// <summary>The provider's name in the settings. Default: null, any.</summary>
    public string? Provider { get; set; }

    /// <summary>The model's name; a <c>*</c> at the end stands for any ending.</summary>
    [Required] public string Model { get; set; } = "";

    /// <summary>The first day (UTC) on which the price holds.</summary>
    public DateOnly From { get; set; }

    /// <summary>US dollars for a million input tokens.</summary>
    [Range(0, 1_000_000)] public decimal InputUsdPerMillion { get; set; }

    /// <summary>US dollars for a million output tokens.</summary>
    [Range(0, 1_000_000)] public decimal OutputUsdPerMillion { get; set; }

    /// <summary>US dollars for a million input tokens from the provider's cache. Default: null, as other input.</summary>
    [Range(0, 1_000_000)] public decimal? CacheReadUsdPerMillion { get; set; }

    /// <summary>US dollars for a million input tokens into the provider's cache. Default: null, as other input.</summary>
    [Range(0, 1_000_000)] public decimal? CacheWriteUsdPerMillion { get; set; }
}
