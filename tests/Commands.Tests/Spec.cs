using System.Text.Json;
using EventAgents.Events;

namespace EventAgents.Commands.Tests;

/// <summary>Given these events, when this command, then those events or that refusal.</summary>
public sealed class Spec<TAggregate, TEvent>(params IReadOnlyList<TEvent> happened)
    where TAggregate : class, IAggregate<TAggregate, TEvent>
    where TEvent : class
{
    public Decided<TEvent> When<TCommand>(ICommand<TCommand, TAggregate, TEvent> command, DateTimeOffset? at = null)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
    {
        var validation = TCommand.Validator.Validate((TCommand)command);
        Assert.True(validation.IsValid, validation.ToString());
        var state = happened.Aggregate((TAggregate?)null, TAggregate.Evolve);
        return new Decided<TEvent>(command.Decide(state, at ?? Times.Noon));
    }
}

/// <summary>What a command led to, to be compared with what was expected.</summary>
public sealed class Decided<TEvent>(Decision<TEvent> decision)
    where TEvent : class
{
    public void Then(params IReadOnlyList<TEvent> expected)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(expected.Select(Describe), decision.Events.Select(Describe));
    }

    public Refusal ThenRefused(string slug)
    {
        Assert.NotNull(decision.Refusal);
        Assert.Equal(slug, decision.Refusal.Slug);
        Assert.Empty(decision.Events);
        return decision.Refusal;
    }

    /// <summary>As JSON, because JSON values have no equality of their own.</summary>
    private static string Describe(TEvent happened) => $"{happened.GetType().Name} {JsonSerializer.Serialize<object>(happened, EventJson.Options)}";
}

/// <summary>Times and JSON that tests speak of.</summary>
public static class Times
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static JsonElement Json(string json) => JsonElement.Parse(json);
}
