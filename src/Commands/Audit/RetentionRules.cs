using System.Collections.Frozen;
using EventAgents.Commands.Accounts;
using EventAgents.Commands.Feedback;
using EventAgents.Commands.Guard;
using EventAgents.Commands.Improvements;
using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Commands.Sessions;
using EventAgents.Events;

namespace EventAgents.Commands.Audit;

/// <summary>What retention may be, and which streams it is about.</summary>
public static class RetentionRules
{
    /// <summary>The least, in days: six months whatever their lengths, the EU AI Act's article 19 for logs.</summary>
    public const int FloorDays = 184;

    /// <summary>What holds unless somebody says otherwise, in days: six years with two leap days.</summary>
    public const int DefaultDays = 6 * 365 + 2;

    /// <summary>The most, in days: a century.</summary>
    public const int MaxDays = 36_525;

    /// <summary>Stream types with a default of their own.</summary>
    public static FrozenDictionary<string, int> DaysUnlessNamed { get; } = new Dictionary<string, int> { [Session.StreamType] = FloorDays }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Stream types that come to an end, each with the events that end it. What is not here stays open for ever: users, settings, an actor's comings
    /// and goings; archiving those would lock somebody out.
    /// </summary>
    public static FrozenDictionary<string, FrozenSet<string>> Endings { get; } = new Dictionary<string, FrozenSet<string>>
    {
        [Session.StreamType] = Names(typeof(SessionCompleted), typeof(SessionFailed), typeof(SessionExpired)),
        [Issue.StreamType] = Names(typeof(IssueCompleted), typeof(IssueCancelled)),
        [Job.StreamType] = Names(typeof(JobCompleted), typeof(JobFailed), typeof(JobCancelled)),
        [LlmCall.StreamType] = Names(typeof(LlmCallCompleted), typeof(LlmCallBlocked), typeof(LlmCallLost)),
        [FeedbackEntry.StreamType] = Names(typeof(FeedbackSubmitted), typeof(FeedbackRevised)),
        [Improvement.StreamType] = Names(typeof(ImprovementVerified), typeof(ImprovementDismissed)),
        [ApiKey.StreamType] = Names(typeof(ApiKeyRevoked)),
        ["access"] = Names(typeof(AuditExported)),  // a manifest is the only event of its stream
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a class names anything: a stream type that ends, or an event type.</summary>
    public static bool IsClass(string name) => Endings.ContainsKey(name) || EventTypes.ByName.ContainsKey(name);

    private static FrozenSet<string> Names(params ReadOnlySpan<Type> types)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in types) names.Add(EventTypes.ByName.Single(one => one.Value == type).Key);
        return names.ToFrozenSet(StringComparer.Ordinal);
    }
}
