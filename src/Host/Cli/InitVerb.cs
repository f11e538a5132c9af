using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EventAgents.Host.Hosting;
using EventAgents.Host.Seeding;
using EventAgents.Host.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents init</c>: makes the store and the folders of an environment and fills them with test data, once.</summary>
internal static class InitVerb
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var force = new Option<bool>("--force") { Description = "Empty the store first, if there is one" };
        var command = new Command("init", "Make an environment's store and folders, and fill them with test data") { environment, force };
        command.SetAction((parsed, cancellation) =>
            InitAsync(EnvironmentOption.LoadDisposable(parsed.GetValue(environment)), parsed.GetValue(force), parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> InitAsync(EffectiveSettings settings, bool force, InvocationConfiguration console, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        var report = new InitReport(console.Output, new ProgressLine(console.Error, !Console.IsErrorRedirected));
        Directory.CreateDirectory(settings.EnvironmentFolder);
        report.Did($"folder {settings.EnvironmentFolder}");

        await using var server = await StoreServer.OpenAsync(settings, console.Error.WriteLine, cancellation);
        if (force)
        {
            await StoreReset.RunAsync(server.ConnectionString, settings, cancellation);
            report.Did("store emptied");
        }

        var size = SeedSize.Of(settings.Environment)!;
        var clock = new SeedClock(TimeProvider.System.GetUtcNow().AddDays(-size.Days));
        await using var log = await Hosting.EventLog.OpenAsync(server.ConnectionString, settings, clock, NullLogger.Instance, cancellation);
        report.Did($"store, marked {settings.Environment}");

        var seeder = new Seeder(log.Store, clock, settings, size);
        if (await seeder.FindMarkAsync(cancellation) is { } before)
        {
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The test data is there since {before:u}: nothing to do."));
            return ExitCode.Done;
        }
        await seeder.SeedAsync(report.Begin);
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.Environment} is ready, in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s. Its login is in {SeedLogin.PathOf(settings)}."));
        return ExitCode.Done;
    }
}

/// <summary>Says what was done, a line for each step, and shows a bar while one lasts.</summary>
internal sealed class InitReport(TextWriter output, ProgressLine line)
{
    private long _stepBegun = Stopwatch.GetTimestamp();

    /// <summary>A step is over.</summary>
    public void Did(string what)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_stepBegun).TotalSeconds,6:0.00} s  {what}"));
        _stepBegun = Stopwatch.GetTimestamp();
    }

    /// <summary>A step of many things begins.</summary>
    public SeedStep Begin(string what, int count)
    {
        var (done, shown) = (0, 0);
        var showing = new Lock();
        return new SeedStep(
            () =>
            {
                var now = Interlocked.Increment(ref done) * 100 / Math.Max(count, 1);
                lock (showing)
                {
                    if (now <= shown || now >= 100) return;
                    shown = now;
                    line.Show(what, now / 100.0, left: null);
                }
            },
            () =>
            {
                line.Clear();
                Did(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}"));
            });
    }
}
