namespace EventAgents.Guard.Protocols;

/// <summary>OpenAI's completions, embeddings, moderations and models.</summary>
internal static class OpenAiOthers
{
    /// <summary>Text, or arrays of numbers that stand for text.</summary>
    private static readonly Shape TextOrTokens = new() { Numbers = NumberUse.TextToken, IsProse = true };

    internal static readonly Shape Completions = new Shape
    {
        ["model"] = new(StringUse.Token) { Fact = Fact.Model },
        ["stream"] = new() { Fact = Fact.Stream },
        ["stream_options"] = new Shape { Fact = Fact.StreamOptions, ["include_usage"] = new() { Fact = Fact.IncludeUsage } }.Settings("include_obfuscation"),
        ["prompt"] = TextOrTokens,
        ["suffix"] = Shape.Text,
        ["stop"] = Shape.Text,
        ["user"] = Shape.Labelled,
        ["logit_bias"] = new() { KeepsNames = true, Others = Shape.Setting },
        ["provider"] = new Shape().Tokens("order", "only", "ignore", "quantizations", "sort", "data_collection").Settings("allow_fallbacks", "require_parameters"),
    }
        .Tokens("models", "route", "transforms")
        .Settings("best_of", "echo", "frequency_penalty", "presence_penalty", "logprobs", "max_tokens", "n", "seed", "temperature", "top_p", "top_k");

    internal static readonly Shape Embeddings = new Shape
    {
        ["model"] = new(StringUse.Token) { Fact = Fact.Model },
        ["input"] = TextOrTokens,
        ["user"] = Shape.Labelled,
    }.Tokens("encoding_format", "input_type").Settings("dimensions");

    internal static readonly Shape EmbeddingsReply = new Shape
    {
        ["data"] = new Shape { ["embedding"] = new(StringUse.Opaque) { Numbers = NumberUse.Setting } }.Tokens("object").Settings("index"),
        ["usage"] = UsageShape.Usage,
    }.Named().Tokens("object");

    internal static readonly Shape Moderations = new Shape
    {
        ["model"] = new(StringUse.Token) { Fact = Fact.Model },
        ["input"] = OpenAiChat.Content,
    };

    private static readonly Shape Flags = new() { Others = new(StringUse.Token) { Numbers = NumberUse.Setting } };

    internal static readonly Shape ModerationsReply = new Shape
    {
        ["results"] = new() { Others = Flags },
    }.Named();

    /// <summary>Lists of models are asked for without a body and answered without text of anybody's.</summary>
    internal static readonly Shape Models = new();
}
