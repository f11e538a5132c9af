using EventAgents.Events;

namespace EventAgents.Commands.Accounts;

/// <summary>An API key, as far as the rules need it. The key itself is known to nobody, its hash is kept outside the log.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsRevoked">Whether it opens nothing any more.</param>
public sealed record ApiKey(Guid Id, bool IsRevoked = false) : IAggregate<ApiKey, ApiKeyEvent>
{
    /// <inheritdoc/>
    public static string StreamType => "api_key";

    /// <inheritdoc/>
    public static ApiKey? Evolve(ApiKey? state, ApiKeyEvent happened) => (state, happened) switch
    {
        (null, ApiKeyCreated e) => new ApiKey(e.ApiKeyId),
        ({ } key, ApiKeyRevoked) => key with { IsRevoked = true },
        _ => throw IAggregate<ApiKey, ApiKeyEvent>.CannotFollow(state, happened),
    };
}
