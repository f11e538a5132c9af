using System.CommandLine;
using System.Runtime.InteropServices;
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
        using var interrupted = new CancellationTokenSource();
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

        try
        {
            await using var database = await StoreServer.OpenAsync(settings, console.Error.WriteLine, interrupted.Token);
            await using var host = await ProductHost.StartAsync(settings, database.ConnectionString, TimeProvider.System, interrupted.Token);
            await console.Output.WriteLineAsync($"EventAgents {ProductVersion.Current} is ready ({settings.Environment}): {host.Describe()}");
            await console.Output.FlushAsync(CancellationToken.None);
            await host.RunUntilAsync(interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            // Ctrl-C while starting: what was started has been stopped.
        }
        return ExitCode.Done;
    }
}
