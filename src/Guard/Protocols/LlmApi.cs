namespace EventAgents.Guard.Protocols;

/// <summary>The shape of a provider's errors.</summary>
public enum ErrorDialect : byte
{
    /// <summary><c>{"error":{"message","type","param","code"}}</c></summary>
    OpenAi,
    /// <summary><c>{"type":"error","error":{"type","message"}}</c></summary>
    Anthropic,
    /// <summary><c>{"error":{"code","message"}}</c>, the code being the status.</summary>
    OpenRouter,
}

/// <summary>One API of a provider: what its requests and replies hold, as data for the walkers.</summary>
public sealed class LlmApi
{
    internal LlmApi(string name, ErrorDialect errors, Shape request, Shape reply, StreamRules? stream = null, bool addsUsage = false)
    {
        (Name, Errors, Request, Reply, Stream, AddsUsage) = (name, errors, request, reply, stream, addsUsage);
    }

    /// <summary>OpenAI <c>chat_completions</c>.</summary>
    public static LlmApi ChatCompletions { get; } = new("chat_completions", ErrorDialect.OpenAi, OpenAiChat.Request, OpenAiChat.Reply, OpenAiChat.Stream, addsUsage: true);

    /// <summary>OpenAI <c>responses</c>.</summary>
    public static LlmApi Responses { get; } = new("responses", ErrorDialect.OpenAi, OpenAiResponses.Request, OpenAiResponses.Reply, OpenAiResponses.Stream);

    /// <summary>OpenAI <c>completions</c>, the predecessor of chats.</summary>
    public static LlmApi Completions { get; } = new("completions", ErrorDialect.OpenAi, OpenAiOthers.Completions, OpenAiChat.Reply, OpenAiChat.Stream, addsUsage: true);

    /// <summary>OpenAI <c>embeddings</c>.</summary>
    public static LlmApi Embeddings { get; } = new("embeddings", ErrorDialect.OpenAi, OpenAiOthers.Embeddings, OpenAiOthers.EmbeddingsReply);

    /// <summary>OpenAI <c>moderations</c>.</summary>
    public static LlmApi Moderations { get; } = new("moderations", ErrorDialect.OpenAi, OpenAiOthers.Moderations, OpenAiOthers.ModerationsReply);

    /// <summary>OpenAI <c>models</c>; no body.</summary>
    public static LlmApi Models { get; } = new("models", ErrorDialect.OpenAi, OpenAiOthers.Models, OpenAiOthers.Models);

    /// <summary>Anthropic <c>v1/messages</c>.</summary>
    public static LlmApi Messages { get; } = new("messages", ErrorDialect.Anthropic, AnthropicMessages.Request, AnthropicMessages.Reply, AnthropicMessages.Stream);

    /// <summary>Anthropic <c>v1/messages/count_tokens</c>.</summary>
    public static LlmApi CountTokens { get; } = new("count_tokens", ErrorDialect.Anthropic, AnthropicMessages.Request, AnthropicMessages.Reply);

    /// <summary>Anthropic <c>v1/models</c>; no body.</summary>
    public static LlmApi AnthropicModels { get; } = new("models", ErrorDialect.Anthropic, OpenAiOthers.Models, OpenAiOthers.Models);

    /// <summary>OpenRouter <c>chat_completions</c>, which always tells its usage.</summary>
    public static LlmApi OpenRouterChat { get; } = new("chat_completions", ErrorDialect.OpenRouter, OpenAiChat.Request, OpenAiChat.Reply, OpenAiChat.Stream);

    /// <summary>OpenRouter <c>completions</c>.</summary>
    public static LlmApi OpenRouterCompletions { get; } = new("completions", ErrorDialect.OpenRouter, OpenAiOthers.Completions, OpenAiChat.Reply, OpenAiChat.Stream);

    /// <summary>OpenRouter <c>models</c>; no body.</summary>
    public static LlmApi OpenRouterModels { get; } = new("models", ErrorDialect.OpenRouter, OpenAiOthers.Models, OpenAiOthers.Models);

    /// <summary>Every API that is served.</summary>
    public static IReadOnlyList<LlmApi> All { get; } =
        [ChatCompletions, Responses, Completions, Embeddings, Moderations, Models, Messages, CountTokens, AnthropicModels, OpenRouterChat, OpenRouterCompletions, OpenRouterModels];

    /// <summary>Name in records and metrics: <c>chat_completions</c>.</summary>
    public string Name { get; }

    /// <summary>The shape of its errors.</summary>
    public ErrorDialect Errors { get; }

    /// <summary>Name in OpenTelemetry's conventions for generative AI: <c>chat</c>, or the API's own where they know none.</summary>
    public string Operation => Name switch
    {
        "chat_completions" or "responses" or "messages" => "chat",
        "completions" => "text_completion",
        _ => Name,
    };

    internal Shape Request { get; }

    internal Shape Reply { get; }

    internal StreamRules? Stream { get; }

    /// <summary>Whether a stream tells its tokens only when asked to.</summary>
    internal bool AddsUsage { get; }
}
