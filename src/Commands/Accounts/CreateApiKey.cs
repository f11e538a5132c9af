using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Accounts;

/// <summary>Gives out a key with roles of its own.</summary>
public sealed record CreateApiKey(Guid ApiKeyId, string Name, IReadOnlyList<Role> Roles, DateTimeOffset? ExpiresAt)
    : ICommand<CreateApiKey, ApiKey, ApiKeyEvent>
{
    /// <inheritdoc/>
    public static IValidator<CreateApiKey> Validator { get; } = new Rules();

    /// <inheritdoc/>
    public Guid StreamId => ApiKeyId;

    /// <inheritdoc/>
    public Decision<ApiKeyEvent> Decide(ApiKey? state, DateTimeOffset now) => state switch
    {
        { } => AccountRefusals.KeyExists,
        _ when ExpiresAt <= now => AccountRefusals.ExpiresInThePast,
        _ => [new ApiKeyCreated(ApiKeyId, Name, AccountRules.Sorted(Roles), ExpiresAt?.ToUniversalTime())],
    };

    private sealed class Rules : AbstractValidator<CreateApiKey>
    {
        public Rules()
        {
            RuleFor(c => c.Name).IsName();
            RuleFor(c => c.Roles).AreRoles();
        }
    }
}
