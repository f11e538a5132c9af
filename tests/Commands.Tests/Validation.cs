namespace EventAgents.Commands.Tests;

/// <summary>What a command's validator says.</summary>
public static class Validation
{
    /// <summary>The members that have a fault, as JSON pointers, sorted.</summary>
    public static IEnumerable<string> FaultsOf<TCommand, TAggregate, TEvent>(ICommand<TCommand, TAggregate, TEvent> command)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class
    {
        var refusal = ValidationRefusal.Of(TCommand.Validator.Validate((TCommand)command));
        return ((System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableArray<string>>)refusal.Extra["errors"]).Keys;
    }
}
