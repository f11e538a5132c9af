using System.CommandLine;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Cli;

/// <summary>The host that a verb talks to, and with which key: options first, then variables, then where <c>./run</c> listens.</summary>
/// <param name="Api">Address of the API.</param>
/// <param name="Guard">Address of the guard.</param>
/// <param name="ApiKey">Null where the verb finds a credential by itself.</param>
internal sealed record RunningHost(Uri Api, Uri Guard, string? ApiKey)
{
    public const string UrlKey = "EVENTAGENTS_URL";
    public const string GuardUrlKey = "EVENTAGENTS_GUARD_URL";
    public const string ApiKeyKey = "EVENTAGENTS_API_KEY";

    /// <summary>The three options, to be added to a verb and read again when it runs.</summary>
    internal sealed class Options
    {
        private readonly Option<string?> _url = new("--url") { Description = $"Address of the API (default: {UrlKey}, else this machine's)" };
        private readonly Option<string?> _guardUrl = new("--guard-url") { Description = $"Address of the guard (default: {GuardUrlKey}, else this machine's)" };
        private readonly Option<string?> _apiKey = new("--api-key") { Description = $"Key to come in with (default: {ApiKeyKey})" };

        public void AddTo(Command verb)
        {
            verb.Options.Add(_url);
            verb.Options.Add(_guardUrl);
            verb.Options.Add(_apiKey);
        }

        /// <exception cref="SettingsException">An address is none.</exception>
        public RunningHost Read(ParseResult parsed) => new(
            Address(parsed.GetValue(_url), UrlKey, ProcessOptions.ApiPortKey, 8080),
            Address(parsed.GetValue(_guardUrl), GuardUrlKey, ProcessOptions.GuardPortKey, 8090),
            parsed.GetValue(_apiKey) ?? Variable(ApiKeyKey));
    }

    private static Uri Address(string? given, string key, string portKey, int port)
    {
        var text = given ?? Variable(key) ?? $"http://127.0.0.1:{Variable(portKey) ?? $"{port}"}";
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
        return isAddress ? address! : throw new SettingsException([$"{key} = '{text}': must be an http or https address."]);
    }

    private static string? Variable(string key) => Environment.GetEnvironmentVariable(key) is { Length: > 0 } value ? value : null;
}
