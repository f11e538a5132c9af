using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FluentValidation.Results;

namespace EventAgents.Commands;

/// <summary>Makes one refusal of all that a validator found.</summary>
internal static class ValidationRefusal
{
    /// <summary>The refusal <c>invalid-command</c>, whose <c>errors</c> map a member's JSON pointer to its messages.</summary>
    public static Refusal Of(ValidationResult result)
    {
        var errors = result.Errors
            .GroupBy(failure => Pointer(failure.PropertyName), StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                group => group.Key, group => group.Select(failure => failure.ErrorMessage).Distinct().ToImmutableArray(), StringComparer.Ordinal);
        return new Refusal(RefusalKind.Invalid, "validation", "The request is not valid", "See the errors.")
        {
            Extra = ImmutableDictionary<string, object>.Empty.Add("errors", errors),
        };
    }

    /// <summary><c>Lines[3].Message</c> → <c>/lines/3/message</c> (RFC 6901).</summary>
    internal static string Pointer(string propertyPath)
    {
        var pointer = new StringBuilder();
        foreach (var part in propertyPath.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            var member = JsonNamingPolicy.CamelCase.ConvertName(part);
            pointer.Append('/').Append(member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }

        return pointer.ToString();
    }
}
