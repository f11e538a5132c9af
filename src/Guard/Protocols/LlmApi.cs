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

    /// <summary>OpenAI <c>chat/completions</c>.</summary>
    public static LlmApi ChatCompletions { get; } = new("chat.completions", ErrorDialect.OpenAi, OpenAiChat.Request, OpenAiChat.Reply, OpenAiChat.Stream, addsUsage: true);

    /// <summary>Name in records and metrics: <c>chat.completions</c>.</summary>
    public string Name { get; }

    /// <summary>The shape of its errors.</summary>
    public ErrorDialect Errors { get; }

    internal Shape Request { get; }

    internal Shape Reply { get; }

    internal StreamRules? Stream { get; }

    /// <summary>Whether a stream tells its tokens only when asked to.</summary>
    internal bool AddsUsage { get; }
}
