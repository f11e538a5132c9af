using System.CommandLine;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using Npgsql;

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
    public static async Task<int> UseAsync(InvocationConfiguration console, Func<EventLog, CancellationToken, Task<int>> use)
    {
        var settings = EffectiveSettings.Load();
        using var interruption = new Interruption();
        try
        {
            await using var server = await StoreServer.OpenAsync(settings, console.Error.WriteLine, interruption.Token);
            using var logging = LoggerFactory.Create(logging => logging.AddProductLogging(settings));
            await using var log = await EventLog.AttachAsync(server.ConnectionString, settings, TimeProvider.System, logging.CreateLogger("EventAgents.EventStore"), interruption.Token);
            return await use(log, interruption.Token);
        }
        catch (Exception stopped) when (interruption.Token.IsCancellationRequested && stopped is OperationCanceledException or NpgsqlException { InnerException: OperationCanceledException })
        {
            await console.Error.WriteLineAsync("Interrupted.");
            return ExitCode.Interrupted;
        }
    }
}
