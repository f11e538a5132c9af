using System.Text.Json;

namespace EventAgents.Host.Tests.Guard;

/// <summary>The product before a provider of the test's own, which keeps every byte that reaches it and says a chat's last message again.</summary>
public sealed class ProviderFixture : HostFixture
{
    private LocalProvider? _provider;

    /// <summary>What reached the provider, heads and bodies.</summary>
    internal IReadOnlyCollection<string> Received => _provider!.Received;

    /// <summary>What it says instead; null for the message.</summary>
    internal string? Says { get; set; }

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Guard:Providers:openai:BaseUrl"] = $"{_provider!.Address}/v1" };

    public override async ValueTask InitializeAsync()
    {
        _provider = await LocalProvider.StartAsync(EchoAsync, TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _provider!.DisposeAsync();
    }

    private Task EchoAsync(string body, HttpResponse response)
    {
        var message = Says ?? JsonDocument.Parse(body).RootElement.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString();
        return response.WriteAsJsonAsync(new { model = "m", choices = new[] { new { index = 0, message = new { role = "assistant", content = message } } } });
    }
}
