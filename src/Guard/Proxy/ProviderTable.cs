using System.Net;

namespace EventAgents.Guard.Proxy;

/// <summary>The providers of the settings, and the built-in one where it may serve.</summary>
internal sealed class ProviderTable : IDisposable
{
    /// <summary>The built-in provider's name.</summary>
    public const string BuiltIn = "builtin";

    private static readonly Uri Nowhere = new("http://builtin.invalid/v1");

    private readonly HttpMessageInvoker _client;
    private readonly HttpMessageInvoker? _builtIn;

    /// <param name="options">Checked settings.</param>
    /// <param name="builtIn">The built-in provider; null in Production.</param>
    public ProviderTable(GuardOptions options, HttpMessageHandler? builtIn)
    {
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,  // a redirect would carry the body to an address that no setting names
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,  // trace context and baggage stay inside
            ConnectTimeout = TimeSpan.FromSeconds(options.ConnectTimeoutSeconds),
            ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),  // a reply that is given up is stopped, unless it ends by itself
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),  // so that a changed DNS entry is seen
        });
        var all = options.Providers.Select(p => Create(p.Key, p.Value.ProtocolOf(p.Key), p.Value, _client)).ToList();
        if (builtIn is not null)
        {
            _builtIn = new HttpMessageInvoker(builtIn);
            var names = all.Count == 0 ? new[] { BuiltIn, "openai", "anthropic", "openrouter" } : [BuiltIn];
            var unset = new ProviderOptions { BaseUrl = Nowhere };
            all.AddRange(names.Select(name => Create(name, unset.ProtocolOf(name), unset, _builtIn)));
        }
        All = all;
    }

    /// <summary>Every provider that is served.</summary>
    public IReadOnlyList<Provider> All { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _builtIn?.Dispose();
    }

    private static Provider Create(string name, ProviderProtocol protocol, ProviderOptions options, HttpMessageInvoker client) =>
        new(name, protocol, options.BaseUrl!.AbsoluteUri.TrimEnd('/'), string.IsNullOrEmpty(options.ApiKey) ? null : options.ApiKey,
            options.Models.ToHashSet(StringComparer.Ordinal), client);
}
