using System.ComponentModel.DataAnnotations;

namespace EventAgents.Host.Guard;

/// <summary>The secrets from which every tenant's key is derived (section <c>GuardKeys</c>).</summary>
internal sealed class GuardKeyOptions : IValidatableObject
{
    /// <summary>
    /// The secrets, old ones included: what was masked under one is restored by it. Default: none, which outside of Production means one that is made once
    /// and kept in the environment's data folder.
    /// </summary>
    public List<GuardSecret> Secrets { get; set; } = [];

    /// <summary>
    /// How long the way back for conversations at a provider is kept, in days from their last turn. Default: 30, as long as OpenAI keeps responses.
    /// </summary>
    [Range(1, 366)] public int ChainDays { get; set; } = 30;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Secrets.DistinctBy(secret => secret.Id).Count() != Secrets.Count) yield return new ValidationResult("two secrets have one id.", [nameof(Secrets)]);
        foreach (var secret in Secrets)
        {
            if (secret.Id.Length is 0 or > 50) yield return new ValidationResult("a secret's id has 1 to 50 characters.", [nameof(Secrets)]);
            if (!IsLongEnough(secret.Secret))
            {
                yield return new ValidationResult("a secret is at least 32 random bytes in base64 (openssl rand -base64 32).", [nameof(Secrets)]);
            }
        }
    }

    private static bool IsLongEnough(string secret) => Convert.TryFromBase64String(secret, new byte[secret.Length], out var bytes) && bytes >= 32;
}

/// <summary>One secret.</summary>
internal sealed class GuardSecret
{
    /// <summary>Its id, recorded beside what it encrypted. There is no default.</summary>
    public string Id { get; set; } = "";

    /// <summary>At least 32 random bytes in base64. There is no default.</summary>
    public string Secret { get; set; } = "";

    /// <summary>When it was added; it takes effect at the next midnight UTC, the oldest at once. Default: the beginning of time.</summary>
    public DateTimeOffset Added { get; set; }
}
