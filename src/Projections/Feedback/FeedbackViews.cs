using EventAgents.Events;

namespace EventAgents.Projections.Feedback;

/// <summary>Which feedback is wanted. Every member that is set must hold.</summary>
/// <param name="AgentType">Whose jobs it is about.</param>
/// <param name="Outcome">What was said.</param>
/// <param name="From">Given at this time or later.</param>
/// <param name="To">Given before this time.</param>
public sealed record FeedbackFilter(string? AgentType = null, FeedbackOutcome? Outcome = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>What a user thinks of a job, as it holds now.</summary>
public sealed record FeedbackItem(
    Guid Id, long Version, Guid JobId, Guid IssueId, string AgentType, string UserId, int Rating, FeedbackOutcome Outcome, string? Comment,
    IReadOnlyList<string> Tags, DateTimeOffset SubmittedAt, DateTimeOffset? RevisedAt);

/// <summary>Counted over every matching feedback, whatever the page.</summary>
/// <param name="Total">How many.</param>
/// <param name="Average">Average rating, two decimals; null without any.</param>
/// <param name="Outcomes">How many by outcome; every outcome is named.</param>
/// <param name="Trend">Average rating by agent type and day (UTC), oldest first.</param>
public sealed record FeedbackStatistics(
    long Total, decimal? Average, IReadOnlyDictionary<FeedbackOutcome, long> Outcomes, IReadOnlyList<FeedbackTrendPoint> Trend);

/// <summary>The ratings of one agent type on one day.</summary>
public sealed record FeedbackTrendPoint(string AgentType, DateOnly Day, long Total, decimal Average);

/// <summary>One page of feedback, and the statistics of all.</summary>
public sealed record FeedbackPage(IReadOnlyList<FeedbackItem> Items, string? NextCursor, FeedbackStatistics Stats);
