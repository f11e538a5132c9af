using System.CommandLine;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Cli;

/// <summary>
/// The store for verbs that go to the database themselves: the server of <c>ConnectionStrings__EventStore</c>, or this environment's embedded one,
/// which is started where no host runs it.
/// </summary>
internal static class LocalStore
{
    /// <summary>Opens the store as it is, does something with it, and closes it; Ctrl-C stops what is done.</summary>
    /// <returns>What the work returns; <see cref="ExitCode.Interrupted"/> after Ctrl-C.</returns>
    /// <exception cref="EventStore.SchemaMismatchException">The store was made by another release.</exception>
    public static Task<int> UseAsync(InvocationConfiguration console, Func<EventLog, EffectiveSettings, CancellationToken, Task<int>> use) => UntilInterrupted.RunAsync(console, async interrupted =>
    {
        var settings = EffectiveSettings.Load();
        await using var server = await StoreServer.OpenAsync(settings, console.Error.WriteLine, interrupted);
        using var logging = LoggerFactory.Create(logging => logging.AddProductLogging(settings));
        await using var log = await EventLog.AttachAsync(server.ConnectionString, settings, TimeProvider.System, logging.CreateLogger("EventAgents.EventStore"), interrupted);
        return await use(log, settings, interrupted);
    });
}
