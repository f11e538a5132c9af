using System.ComponentModel.DataAnnotations;

namespace EventAgents.Guard.Proxy;

/// <summary>The protocol that a provider speaks.</summary>
public enum ProviderProtocol
{
    /// <summary>OpenAI's, as many local model servers do too.</summary>
    OpenAi,
    /// <summary>Anthropic's.</summary>
    Anthropic,
    /// <summary>OpenRouter's.</summary>
    OpenRouter,
}

/// <summary>One provider (section <c>Guard:Providers:{name}</c>). Its name is the first part of its routes.</summary>
public sealed class ProviderOptions : IValidatableObject
{
    /// <summary>What it speaks. Default: by the names <c>openai</c>, <c>anthropic</c>, <c>openrouter</c>; OpenAI's for any other name.</summary>
    public ProviderProtocol? Protocol { get; set; }

    /// <summary>What an SDK would have as its base URL: <c>https://api.openai.com/v1</c>, <c>https://api.anthropic.com</c>.</summary>
    [Required] public Uri? BaseUrl { get; set; }

    /// <summary>The provider's own key, sent in place of whatever the caller sent; callers never see it. Default: none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The models that may be asked for. Default: empty, which is any.</summary>
    public List<string> Models { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BaseUrl is { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "" }) yield break;
        yield return new ValidationResult("must be an http or https address without a query.", [nameof(BaseUrl)]);
    }

    internal ProviderProtocol ProtocolOf(string name) => Protocol ?? name switch
    {
        "anthropic" => ProviderProtocol.Anthropic,
        "openrouter" => ProviderProtocol.OpenRouter,
        _ => ProviderProtocol.OpenAi,
    };
}
