using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Accounts;

/// <summary>Makes a key open nothing any more. Asking again changes nothing.</summary>
public sealed record RevokeApiKey(Guid ApiKeyId, string? Reason) : ICommand<RevokeApiKey, ApiKey, ApiKeyEvent>
{
    /// <inheritdoc/>
    public static IValidator<RevokeApiKey> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => ApiKeyId;

    /// <inheritdoc/>
    public Decision<ApiKeyEvent> Decide(ApiKey? state, DateTimeOffset now) => state switch
    {
        null => AccountRefusals.NoSuchKey,
        { IsRevoked: true } => [],
        _ => [new ApiKeyRevoked(ApiKeyId, Reason)],
    };

    private sealed class Rules : AbstractValidator<RevokeApiKey>
    {
        public Rules() => RuleFor(c => c.Reason).IsReason();
    }
}
