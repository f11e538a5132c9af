using System.CommandLine;
using System.CommandLine.Help;
using EventAgents.EventStore;
using EventAgents.Host.EmbeddedPostgres;
using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Cli;

/// <summary>The product's command line: parses, runs a verb, and turns what went wrong into one line and an exit code.</summary>
internal static class CommandLine
{
    private static readonly Option<bool> Version = new("--version") { Description = "Print the version, and end" };
    private static readonly Option<bool> PrintConfig = new("--print-config") { Description = "Print the effective settings, secrets masked, and end" };

    /// <summary>The command <c>eventagents</c> with its verbs.</summary>
    public static Command Root(IEnumerable<Command> verbs)
    {
        var root = new Command("eventagents", "Event-sourced work for AI agents, and a guard that no personal data passes.") { new HelpOption(), Version, PrintConfig };
        foreach (var verb in verbs) root.Subcommands.Add(verb);
        root.SetAction(RunWithoutVerb);
        return root;
    }

    /// <summary>Runs the verb that the arguments name.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Command root)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("'eventagents --help' shows what there is.");
            return ExitCode.Usage;
        }

        // Verbs end on signals themselves: serving takes longer to stop than the parser would grant.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (SettingsException e)
        {
            foreach (var problem in e.Problems) await Console.Error.WriteLineAsync(problem);
            return ExitCode.Settings;
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync($"The host does not answer: {e.Message}");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is EmbeddedPostgresException or SchemaMismatchException or StartException or ApiRefusalException or SealException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }

    private static int RunWithoutVerb(ParseResult parsed)
    {
        var console = parsed.InvocationConfiguration;
        if (parsed.GetValue(Version))
        {
            console.Output.WriteLine(ProductVersion.Current);
            return ExitCode.Done;
        }
        if (parsed.GetValue(PrintConfig)) return PrintedSettings.Print(EffectiveSettings.Load(), console.Output);
        console.Error.WriteLine("A verb is missing; 'eventagents --help' lists them.");
        return ExitCode.Usage;
    }
}
