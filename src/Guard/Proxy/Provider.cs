namespace EventAgents.Guard.Proxy;

/// <summary>A provider as calls use it.</summary>
/// <param name="Name">Its name in routes and records.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="BaseUrl">Without a slash at the end.</param>
/// <param name="ApiKey">Its own key; null for none.</param>
/// <param name="Models">The models that may be asked for; empty for any.</param>
/// <param name="Client">Its pooled connections.</param>
internal sealed record Provider(
    string Name, ProviderProtocol Protocol, string BaseUrl, string? ApiKey, IReadOnlySet<string> Models, HttpMessageInvoker Client);
