using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>Where a path leads.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Api">The API.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Url">The provider's address for it.</param>
internal sealed record GuardRoute(Provider Provider, LlmApi Api, string Method, string Url);
