using EventAgents.Commands.Sessions;

namespace EventAgents.Host.Seeding;

/// <summary>Sessions of agents: most have ended, one in six is live.</summary>
internal static class SessionSeed
{
    private static readonly string[] Roles = ["coder", "reviewer", "analyst"];

    private enum Ending
    {
        Completed,
        Failed,
        Expired,
        Paused,
        Active,
        Pending,
    }

    public static Task AddAsync(SeedCommands commands, int count, Action done) => SeedCommands.ForEachAsync(Enumerable.Range(0, count), number => AddAsync(commands, number), done);

    private static async Task AddAsync(SeedCommands commands, int number)
    {
        var id = commands.IdOf($"session-{number}");
        var ending = new Random(number).Pick(
            (Ending.Completed, 60), (Ending.Failed, 8), (Ending.Expired, 15), (Ending.Paused, 5), (Ending.Active, 8), (Ending.Pending, 4));
        await commands.DoAsync(new CreateSession(id, Roles[number % Roles.Length], TaskId: $"task-{number}", Metadata: null), isNew: true);
        if (ending == Ending.Pending) return;
        await commands.DoAsync(new ActivateSession(id, Reason: null));
        await (ending switch
        {
            Ending.Completed => commands.DoAsync(new CompleteSession(id, "the task is done")),
            Ending.Failed => commands.DoAsync(new FailSession(id, "the model did not answer")),
            Ending.Expired => commands.DoAsync(new ExpireSession(id, "nothing happened for too long")),
            Ending.Paused => commands.DoAsync(new PauseSession(id, "waits for a person")),
            _ => Task.CompletedTask,
        });
    }
}
