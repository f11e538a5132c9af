using FluentValidation;

namespace EventAgents.Commands.Feedback;

/// <summary>Checks that giving and revising feedback share.</summary>
internal static class FeedbackRules
{
    /// <summary>Longest comment, in characters.</summary>
    private const int MaxCommentLength = 5_000;

    public static void IsRating<T>(this IRuleBuilder<T, int> rule) => rule.InclusiveBetween(1, 5);

    public static void IsComment<T>(this IRuleBuilder<T, string?> rule) => rule.MaximumLength(MaxCommentLength);

    public static void AreTags<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) => rule
        .NotNull()
        .Must(tags => tags is null || tags.Count <= 20).WithMessage("At most 20 tags.")
        .Must(tags => tags is null || tags.All(tag => tag is { Length: >= 1 and <= 50 })).WithMessage("A tag has 1 to 50 characters.");
}
