using System.Collections.Immutable;
using EventAgents.Events;
using FluentValidation;

namespace EventAgents.Commands.Accounts;

/// <summary>What users and keys have in common: roles.</summary>
internal static class AccountRules
{
    /// <summary>Each role once, always in the same order, so that two lists can be compared.</summary>
    public static ImmutableArray<Role> Sorted(IEnumerable<Role> roles) => [.. roles.Distinct().Order()];

    public static void AreRoles<T>(this IRuleBuilder<T, IReadOnlyList<Role>> rule) => rule
        .NotEmpty()
        .Must(roles => roles is null || roles.All(Enum.IsDefined)).WithMessage("'{PropertyName}' has a role that does not exist.")
        .Must(roles => roles is null || roles.Distinct().Count() == roles.Count).WithMessage("'{PropertyName}' names a role twice.");
}
