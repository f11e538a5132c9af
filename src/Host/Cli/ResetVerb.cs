using System.CommandLine;
using EventAgents.Host.Hosting;
using EventAgents.Host.Seeding;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents reset</c>: empties an environment's store, never Production's.</summary>
internal static class ResetVerb
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        var command = new Command("reset", "Empty an environment's store; 'init' fills it again") { environment, yes };
        command.SetAction((parsed, cancellation) =>
            ResetAsync(EnvironmentOption.LoadDisposable(parsed.GetValue(environment)), parsed.GetValue(yes), parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> ResetAsync(EffectiveSettings settings, bool isSure, InvocationConfiguration console, CancellationToken cancellation)
    {
        if (!isSure && !IsConfirmed(settings.Environment, console))
        {
            console.Error.WriteLine("Nothing was changed. With --yes it does not ask.");
            return ExitCode.Failed;
        }
        await using var server = await StoreServer.OpenAsync(settings, console.Error.WriteLine, cancellation);
        await StoreReset.RunAsync(server.ConnectionString, settings, cancellation);
        console.Output.WriteLine($"The {settings.Environment} store is empty.");
        return ExitCode.Done;
    }

    private static bool IsConfirmed(string environment, InvocationConfiguration console)
    {
        if (Console.IsInputRedirected) return false;
        console.Output.Write($"This removes everything in the {environment} store. Type its name to go on: ");
        return environment.Equals(Console.ReadLine()?.Trim(), StringComparison.OrdinalIgnoreCase);
    }
}
