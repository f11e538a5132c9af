using System.ComponentModel.DataAnnotations;

namespace EventAgents.Guard.Proxy;

/// <summary>Settings of the guard (section <c>Guard</c>).</summary>
public sealed class GuardOptions : IValidatableObject
{
    /// <summary>Largest request body in bytes, sent or decompressed. A larger one is answered 413 and never forwarded. Default: 8 MiB.</summary>
    [Range(1_024, 32 * 1_048_576)] public int MaxRequestBytes { get; set; } = 8 * 1_048_576;

    /// <summary>
    /// Largest reply that is no stream, in bytes, sent or decompressed. A larger one fails, since it must be read before it is restored. Default: 64 MiB.
    /// </summary>
    [Range(1_024, 512 * 1_048_576)] public int MaxReplyBytes { get; set; } = 64 * 1_048_576;

    /// <summary>
    /// Whether a caller needs a key of this product. Where it is false, calls without one belong to the tenant <c>development</c> and their own
    /// provider key is passed on. Default: null, which is true outside of Development.
    /// </summary>
    public bool? RequireApiKey { get; set; }

    /// <summary>
    /// How long a provider may be silent, in seconds: before its first byte and between two. Default: 600, since reasoning is silent for minutes.
    /// </summary>
    [Range(1, 3_600)] public int ActivityTimeoutSeconds { get; set; } = 600;

    /// <summary>
    /// How long a call may take as a whole, in seconds: a longer one is broken off. A call whose end was not recorded in that time is recorded as lost.
    /// Default: 3,600.
    /// </summary>
    [Range(1, 86_400)] public int MaxCallSeconds { get; set; } = 3_600;

    /// <summary>How long connecting to a provider may take, in seconds. Default: 10.</summary>
    [Range(1, 120)] public int ConnectTimeoutSeconds { get; set; } = 10;

    /// <summary>
    /// How often a call is sent again when no connection could be made, or on 429 and 503 with <c>Retry-After</c>. Default: 0, since the official
    /// SDKs retry twice by themselves.
    /// </summary>
    [Range(0, 5)] public int Retries { get; set; }

    /// <summary>Longest <c>Retry-After</c> that is waited for, in seconds; a longer one is the caller's to wait. Default: 5.</summary>
    [Range(1, 60)] public int MaxRetryDelaySeconds { get; set; } = 5;

    /// <summary>The provider that OpenAI's paths on the plain root lead to. Default: <c>openai</c>.</summary>
    [Required] public string DefaultProvider { get; set; } = "openai";

    /// <summary>Providers by name. Default: none; outside of Production the built-in provider then answers under the three well-known names.</summary>
    public Dictionary<string, ProviderOptions> Providers { get; set; } = [];

    /// <summary>Prices by model and day. Default: none.</summary>
    public List<PriceOptions> Prices { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, provider) in Providers)
        {
            var key = $"{nameof(Providers)}:{name}";
            if (!IsRouteName(name))
            {
                yield return new ValidationResult("a provider's name has 1 to 40 characters a-z, 0-9 and '-', and is not 'v1', 'api' or 'builtin'.", [key]);
            }
            foreach (var failure in Failures(provider, key)) yield return failure;
        }
        for (var i = 0; i < Prices.Count; i++)
        {
            foreach (var failure in Failures(Prices[i], $"{nameof(Prices)}:{i}")) yield return failure;
        }
    }

    private static bool IsRouteName(string name) =>
        name is { Length: >= 1 and <= 40 } and not ("v1" or "api" or "builtin")
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static IEnumerable<ValidationResult> Failures(object options, string key)
    {
        var failures = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), failures, validateAllProperties: true);
        return failures.Select(failure => new ValidationResult(failure.ErrorMessage, [.. failure.MemberNames.Select(name => $"{key}:{name}")]));
    }
}
