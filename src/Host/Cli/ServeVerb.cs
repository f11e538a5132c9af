using System.CommandLine;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents serve</c>: runs this process's roles until Ctrl-C or SIGTERM.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var command = new Command("serve", "Serve the API and do this process's other work until Ctrl-C or SIGTERM");
        command.SetAction((parsed, _) => ServeAsync(EffectiveSettings.Load(), parsed.InvocationConfiguration));
        return command;
    }

    private static async Task<int> ServeAsync(EffectiveSettings settings, InvocationConfiguration console)
    {
        using var interruption = new Interruption();
        var interrupted = interruption.Token;
        try
        {
            await using var database = await StoreServer.OpenAsync(settings, console.Error.WriteLine, interrupted);
            await using var host = await ProductHost.StartAsync(settings, database.ConnectionString, TimeProvider.System, interrupted);
            await console.Output.WriteLineAsync($"EventAgents {ProductVersion.Current} is ready ({settings.Environment}): {host.Describe()}");
            await console.Output.FlushAsync(CancellationToken.None);
            await host.RunUntilAsync(interrupted);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            // Ctrl-C while starting: what was started has been stopped.
        }
        return ExitCode.Done;
    }
}
