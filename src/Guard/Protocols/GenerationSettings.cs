namespace EventAgents.Guard.Protocols;

/// <summary>
/// Settings of a request by which a model is steered; null where it names none. A number beyond what any model takes is left out: who writes a telephone number
/// into <c>max_tokens</c> shall not find it in a trace.
/// </summary>
public readonly record struct GenerationSettings
{
    private const double MostTokens = 10_000_000, MostChoices = 1_000, Most = 1_000;

    /// <summary>Tokens that the reply may have.</summary>
    public long? MaxTokens { get; private init; }

    /// <summary>Sampling temperature.</summary>
    public double? Temperature { get; private init; }

    /// <summary>Share of the probability that is sampled from.</summary>
    public double? TopP { get; private init; }

    /// <summary>Tokens that are sampled from.</summary>
    public double? TopK { get; private init; }

    /// <summary>Penalty for tokens by how often they stand there already.</summary>
    public double? FrequencyPenalty { get; private init; }

    /// <summary>Penalty for tokens that stand there already.</summary>
    public double? PresencePenalty { get; private init; }

    /// <summary>Replies that are wanted.</summary>
    public long? Choices { get; private init; }

    internal GenerationSettings With(Fact fact, double number) => fact switch
    {
        Fact.MaxTokens when number is >= 0 and <= MostTokens => this with { MaxTokens = (long)number },
        Fact.Choices when number is >= 0 and <= MostChoices => this with { Choices = (long)number },
        _ when number is < -Most or > Most => this,
        Fact.Temperature => this with { Temperature = number },
        Fact.TopP => this with { TopP = number },
        Fact.TopK => this with { TopK = number },
        Fact.FrequencyPenalty => this with { FrequencyPenalty = number },
        Fact.PresencePenalty => this with { PresencePenalty = number },
        _ => this,
    };
}
