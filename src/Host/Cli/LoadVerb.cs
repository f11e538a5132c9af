using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using EventAgents.Host.Load;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents load</c>: drives a running host through its public API at a steady rate and says how fast it answered.</summary>
internal static class LoadVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private const double AsManyAsPossible = double.PositiveInfinity;

    public static Command Create()
    {
        var host = new RunningHost.Options();
        var rate = new Option<double>("--rate")
        {
            Description = "Requests a second, or 'max' for as many as the concurrency allows",
            DefaultValueFactory = _ => 50,
            CustomParser = ParseRate,
        };
        var duration = new Option<TimeSpan>("--duration") { Description = "How long: 30s, 15m, 1h", DefaultValueFactory = _ => TimeSpan.FromSeconds(30), CustomParser = ParseDuration };
        var concurrency = new Option<int>("--concurrency") { Description = "Requests under way at once", DefaultValueFactory = _ => 64 };
        var tenants = new Option<int>("--tenants") { Description = "Organisations made for the run when there is no key", DefaultValueFactory = _ => 4 };
        var seed = new Option<int>("--seed") { Description = "Equal seeds send equal requests", DefaultValueFactory = _ => 1 };
        var mix = new Option<LoadMix?>("--mix") { Description = $"Shares of the parts (default: {LoadMix.Default})", DefaultValueFactory = _ => LoadMix.Parse(LoadMix.Default), CustomParser = ParseMix };
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON" };
        var command = new Command("load", "Load a running host with commands, jobs, sessions, feedback and guarded LLM calls") { rate, duration, concurrency, tenants, seed, mix, json };
        host.AddTo(command);
        RequirePositive(concurrency);
        RequirePositive(tenants);
        command.SetAction((parsed, _) =>
        {
            var options = new LoadOptions(
                host.Read(parsed), parsed.GetValue(rate) is var wanted and < AsManyAsPossible ? wanted : null, parsed.GetValue(duration), parsed.GetValue(concurrency), parsed.GetValue(tenants), parsed.GetValue(seed), parsed.GetValue(mix)!);
            return LoadAsync(options, parsed.GetValue(json), parsed.InvocationConfiguration);
        });
        return command;
    }

    /// <returns>Done when every request was sent and answered as it should be.</returns>
    private static async Task<int> LoadAsync(LoadOptions options, bool asJson, InvocationConfiguration console)
    {
        using var interruption = new Interruption();
        var line = new ProgressLine(console.Error, !Console.IsErrorRedirected);
        try
        {
            var report = await LoadRun.RunAsync(options, now => line.Show(now.ToLine(), Math.Min(0.999, now.Seconds / options.Duration.TotalSeconds), left: null), interruption.Token);
            line.Show(report.ToLine(), 1, left: null);
            await console.Output.WriteLineAsync(asJson ? JsonSerializer.Serialize(report, Json) : report.ToString());
            return report.Failed == 0 && report.Missed == 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return ExitCode.Done;  // Ctrl-C before anything was measured
        }
    }

    private static double ParseRate(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (text == "max") return AsManyAsPossible;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 1_000_000) return rate;
        argument.AddError($"--rate = '{text}': must be a number of requests a second above 0, or 'max'.");
        return 0;
    }

    private static TimeSpan ParseDuration(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        var seconds = text[^1] switch { 'h' => 3_600, 'm' => 60, 's' => 1, _ => 0 };
        var number = seconds == 0 ? text : text[..^1];
        if (double.TryParse(number, CultureInfo.InvariantCulture, out var count) && count * Math.Max(seconds, 1) is > 0 and <= 864_000) return TimeSpan.FromSeconds(count * Math.Max(seconds, 1));
        argument.AddError($"--duration = '{text}': must be a time of up to ten days, like 30s, 15m or 1h.");
        return default;
    }

    private static LoadMix? ParseMix(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (LoadMix.Parse(text) is { } mix) return mix;
        argument.AddError($"--mix = '{text}': must name parts and their shares, like {LoadMix.Default}.");
        return null;
    }

    private static void RequirePositive(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is < 1 or > 10_000) result.AddError($"{option.Name} must be from 1 to 10000.");
    });
}
