using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EventAgents.Host.Monitor;

/// <summary>What the monitor shows: each value beside its limit, then what goes on.</summary>
internal static class MonitorView
{
    public static IRenderable Of(Uri host, MetricsHistory history, DateTimeOffset now)
    {
        var environment = history.Newest.Select(one => one.Label("environment")).FirstOrDefault() ?? "";
        var limits = new Table().RoundedBorder().Title($"{Markup.Escape(host.Authority)} · {Markup.Escape(environment)} · {now:HH:mm:ss} UTC")
            .AddColumns("limit", "now", "at most", "");
        foreach (var value in ThresholdValues.Of(history, now))
        {
            limits.AddRow(value.Name, Text(value.Name, value.Value), Text(value.Name, value.Limit), value switch
            {
                { Limit: null } => "[grey]no limit[/]",
                { Value: null } => "[grey]nothing yet[/]",
                { Runs: < ThresholdValue.LeastRuns } => "[grey]too few runs[/]",
                { IsAbove: true } => "[red bold]above[/]",
                _ => "[green]ok[/]",
            });
        }

        var work = new Table().RoundedBorder().AddColumns("now", "");
        foreach (var status in (string[])["pending", "running"]) work.AddRow($"jobs {status}", Whole(Sum(history, "eventagents_jobs", one => one.Label("status") == status)));
        work.AddRow("sessions active", Whole(Sum(history, "eventagents_sessions", one => one.Label("state") == "active")));
        work.AddRow("events behind", Whole(history.Newest.Where(one => one.Name == "eventagents_projection_lag_events").Select(one => one.Value).DefaultIfEmpty().Max()));
        foreach (var (name, series) in (ReadOnlySpan<(string, string)>)[("commands", "eventagents_commands_total"), ("events", "eventagents_events_appended_total"), ("LLM calls", "eventagents_guard_requests_total")])
            work.AddRow($"{name} in the last minute", Whole(history.Rise(series, TimeSpan.FromMinutes(1), now)));
        work.AddRow("memory", $"{Whole(Sum(history, "dotnet_process_memory_working_set_bytes") / 1_048_576)} MiB");
        return new Rows(limits, work);
    }

    private static double Sum(MetricsHistory history, string name, Func<Sample, bool>? of = null) =>
        history.Newest.Where(one => one.Name == name && of?.Invoke(one) != false).Sum(one => one.Value);

    private static string Text(string name, double? value) => value switch
    {
        null => "–",
        { } seconds when name.EndsWith("_seconds", StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1_000:0.##} ms"),
        { } ratio when name.EndsWith("_ratio", StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"{ratio * 100:0.##} %"),
        { } count => Whole(count),
    };

    private static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
