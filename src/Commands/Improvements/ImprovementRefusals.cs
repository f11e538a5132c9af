using System.Collections.Immutable;

namespace EventAgents.Commands.Improvements;

/// <summary>What can be said no to about a card, beside its column.</summary>
internal static class ImprovementRefusals
{
    public static Refusal NotFound { get; } = Refusal.NotFound("improvement");

    public static Refusal NotProven(ImprovementEvidence evidence) => new(
        RefusalKind.Conflict, "not-proven", "The improvement is not proven",
        $"At least {MoveImprovement.MinLaterRatings} later ratings with a better average than in the 30 days before are needed.")
    {
        Extra = ImmutableDictionary<string, object>.Empty
            .Add("laterRatings", evidence.LaterRatings)
            .AddIfKnown("laterAverage", evidence.LaterAverage)
            .AddIfKnown("averageBefore", evidence.AverageBefore),
    };

    private static ImmutableDictionary<string, object> AddIfKnown(this ImmutableDictionary<string, object> members, string name, decimal? value) =>
        value is null ? members : members.Add(name, value.Value);
}
