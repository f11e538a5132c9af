using EventAgents.Commands.Accounts;
using EventAgents.Commands.Audit;
using EventAgents.Commands.Feedback;
using EventAgents.Commands.Guard;
using EventAgents.Commands.Improvements;
using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Commands.Sessions;
using EventAgents.Events;

namespace EventAgents.Commands;

/// <summary>Folds any stream, whatever it is about: for those who look at a stream and do not change it.</summary>
public static class Aggregates
{
    /// <summary>Folds one event.</summary>
    /// <param name="state">The state before; null in front of the first event.</param>
    /// <param name="happened">The next event of the stream.</param>
    /// <returns>The state after; null for streams that are only a list of facts, such as an actor's comings and goings.</returns>
    public static object? Evolve(object? state, object happened) => happened switch
    {
        IssueEvent e => Issue.Evolve((Issue?)state, e),
        JobEvent e => Job.Evolve((Job?)state, e),
        SessionEvent e => Session.Evolve((Session?)state, e),
        FeedbackEvent e => FeedbackEntry.Evolve((FeedbackEntry?)state, e),
        ImprovementEvent e => Improvement.Evolve((Improvement?)state, e),
        OrganisationEvent e => Organisation.Evolve((Organisation?)state, e),
        UserEvent e => User.Evolve((User?)state, e),
        ApiKeyEvent e => ApiKey.Evolve((ApiKey?)state, e),
        LlmCallEvent e => LlmCall.Evolve((LlmCall?)state, e),
        GuardSettingsEvent e => GuardSettings.Evolve((GuardSettings?)state, e),
        RetentionEvent e => RetentionSettings.Evolve((RetentionSettings?)state, e),
        LegalHoldEvent e => LegalHold.Evolve((LegalHold?)state, e),
        _ => null,
    };
}
