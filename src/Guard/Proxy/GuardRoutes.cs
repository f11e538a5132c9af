using EventAgents.Guard.Protocols;
using Microsoft.AspNetCore.Http;

namespace EventAgents.Guard.Proxy;

/// <summary>The paths that are served, each whole: what is not in the table is not forwarded.</summary>
internal sealed class GuardRoutes
{
    private const string PlainModels = "/v1/models";

    private static readonly (string Path, LlmApi Api)[] OpenAi =
    [
        ("chat/completions", LlmApi.ChatCompletions), ("responses", LlmApi.Responses), ("completions", LlmApi.Completions), ("embeddings", LlmApi.Embeddings),
        ("moderations", LlmApi.Moderations), ("models", LlmApi.Models),
    ];

    private static readonly (string Path, LlmApi Api)[] Anthropic =
        [("v1/messages", LlmApi.Messages), ("v1/messages/count_tokens", LlmApi.CountTokens), ("v1/models", LlmApi.AnthropicModels)];

    private static readonly (string Path, LlmApi Api)[] OpenRouter =
        [("chat/completions", LlmApi.OpenRouterChat), ("completions", LlmApi.OpenRouterCompletions), ("models", LlmApi.OpenRouterModels)];

    // The built-in provider's one base URL speaks both protocols, so that one curl can show either.
    private static readonly (string Path, LlmApi Api)[] BuiltIn =
        [("chat/completions", LlmApi.ChatCompletions), ("messages", LlmApi.Messages), ("models", LlmApi.Models)];

    private readonly Dictionary<string, GuardRoute> _routes = new(StringComparer.Ordinal);
    private readonly GuardRoute? _anthropicModels;

    public GuardRoutes(ProviderTable providers, string defaultProvider)
    {
        foreach (var provider in providers.All) Add(provider, provider.Name == ProviderTable.BuiltIn ? "/builtin/v1" : PrefixOf(provider));
        Provider? Named(string name) => providers.All.FirstOrDefault(p => p.Name == name);
        if (Named(defaultProvider) is { Protocol: ProviderProtocol.OpenAi } openAi) Add(openAi, "/v1");
        if (Named("openrouter") is { } openRouter) Add(openRouter, "/api/v1");
        if (Named("anthropic") is not { Protocol: ProviderProtocol.Anthropic } anthropic) return;
        foreach (var (path, api) in Anthropic)
        {
            if (!_routes.TryAdd($"/{path}", RouteOf(anthropic, path, api))) _anthropicModels = RouteOf(anthropic, path, api);
        }
    }

    /// <summary>What is served, a line each, for people who asked for something else.</summary>
    public string List => string.Join(", ", _routes.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Value.Method} {r.Key}"));

    /// <summary>Where a request's path leads; null where it is not served.</summary>
    public GuardRoute? Find(HttpRequest request)
    {
        if (request.Path.Value is not { } path || !_routes.TryGetValue(path, out var route)) return null;
        if (path == PlainModels && _anthropicModels is not null && IsAnthropic(request)) route = _anthropicModels;
        return route.Method == request.Method ? route : null;
    }

    /// <summary>The dialect in which a caller of an unserved path is most likely to understand an error.</summary>
    public static ErrorDialect DialectOf(HttpRequest request) =>
        IsAnthropic(request) || request.Path.StartsWithSegments("/anthropic") || request.Path.StartsWithSegments("/v1/messages")
            ? ErrorDialect.Anthropic
            : ErrorDialect.OpenAi;

    private static bool IsAnthropic(HttpRequest request) => request.Headers.ContainsKey("anthropic-version");

    private static string PrefixOf(Provider provider) => provider.Protocol switch
    {
        ProviderProtocol.Anthropic => $"/{provider.Name}",
        ProviderProtocol.OpenRouter => $"/{provider.Name}/api/v1",
        _ => $"/{provider.Name}/v1",
    };

    private void Add(Provider provider, string prefix)
    {
        var table = provider.Protocol switch
        {
            _ when provider.Name == ProviderTable.BuiltIn => BuiltIn,
            ProviderProtocol.Anthropic => Anthropic,
            ProviderProtocol.OpenRouter => OpenRouter,
            _ => OpenAi,
        };
        foreach (var (path, api) in table) _routes.Add($"{prefix}/{path}", RouteOf(provider, path, api));
    }

    private static GuardRoute RouteOf(Provider provider, string path, LlmApi api) =>
        new(provider, api, path.EndsWith("models", StringComparison.Ordinal) ? HttpMethods.Get : HttpMethods.Post, $"{provider.BaseUrl}/{path}");
}
