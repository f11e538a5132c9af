using System.CommandLine;
using EventAgents.Host.Hosting;
using EventAgents.Host.Monitor;
using EventAgents.Host.Telemetry;
using Spectre.Console;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents monitor</c>: a running host's values beside its limits, once or until Ctrl-C.</summary>
internal static class MonitorVerb
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var host = new RunningHost.Options();
        var live = new Option<bool>("--live") { Description = "Look every two seconds, until Ctrl-C" };
        var command = new Command("monitor", "Show a running host's values beside its limits") { live };
        host.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var isFile = Console.IsOutputRedirected;
            var console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(parsed.InvocationConfiguration.Output),
                Ansi = isFile ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = isFile ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            });
            return ShowAsync(host.Read(parsed).Api, parsed.GetValue(live), console);
        });
        return command;
    }

    private static async Task<int> ShowAsync(Uri host, bool isLive, IAnsiConsole console)
    {
        using var interruption = new Interruption();
        using var client = new HttpClient { BaseAddress = host, Timeout = TimeSpan.FromSeconds(10) };
        var history = new MetricsHistory();
        await LookAsync(client, history, interruption.Token);
        if (!isLive)
        {
            console.Write(MonitorView.Of(host, history, DateTimeOffset.UtcNow));
            return ThresholdValues.Of(history, DateTimeOffset.UtcNow).Any(value => value.IsAbove) ? ExitCode.Failed : ExitCode.Done;
        }

        await console.Live(MonitorView.Of(host, history, DateTimeOffset.UtcNow)).StartAsync(async view =>
        {
            while (!interruption.Token.IsCancellationRequested)
            {
                await Task.Delay(Interval, interruption.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                try
                {
                    await LookAsync(client, history, interruption.Token);
                    view.UpdateTarget(MonitorView.Of(host, history, DateTimeOffset.UtcNow));
                }
                catch (StartException unreachable)
                {
                    view.UpdateTarget(new Markup($"[red]{Markup.Escape(unreachable.Message)}[/]"));
                }
                catch (OperationCanceledException)
                {
                    // Ctrl-C in the middle of a look.
                }
            }
        });
        return ExitCode.Done;
    }

    /// <exception cref="StartException">The host does not answer.</exception>
    private static async Task LookAsync(HttpClient client, MetricsHistory history, CancellationToken cancellation)
    {
        try
        {
            history.Add(DateTimeOffset.UtcNow, MetricsPageReader.Read(await client.GetStringAsync(MetricsPage.Path, cancellation)));
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new StartException($"{client.BaseAddress} does not show its metrics: {e.Message}", e);
        }
    }
}
