using System.Globalization;
using EventAgents.Host.Cli;
using EventAgents.Host.Monitor;

namespace EventAgents.Host.Tests.Monitor;

public class MonitorTests(HostFixture host) : IClassFixture<HostFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_verb_shows_a_running_hosts_values_and_limits()
    {
        await using var limited = await host.StartAnotherAsync(("Thresholds:ErrorsPerHour", "1234"));
        var run = await Cli.Program.RunAsync(["monitor", "--url", $"{limited.ApiAddress}"]);
        Assert.True(run.ExitCode == ExitCode.Done, run.Errors + run.Output);
        Assert.Contains("development", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"errors_per_hour\W+\d+\W+1,234\W+ok", run.Output);
        Assert.Matches(@"agent_failure_ratio.*no limit", run.Output);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_named()
    {
        var run = await Cli.Program.RunAsync(["monitor", "--url", "http://127.0.0.1:1"]);
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.Contains("http://127.0.0.1:1/ does not show its metrics", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_rose_before_the_first_look_counts_while_the_process_is_young()
    {
        var history = new MetricsHistory();
        history.Add(Start, Page(startedAt: Start.AddMinutes(-10), errors: 5));
        Assert.Equal(5, Errors(history, Start));
        history.Add(Start.AddMinutes(50), Page(Start.AddMinutes(-10), errors: 8));
        Assert.Equal(8, Errors(history, Start.AddMinutes(50)));
        history.Add(Start.AddMinutes(70), Page(Start.AddMinutes(-10), errors: 9));
        Assert.Equal(1, Errors(history, Start.AddMinutes(70)));
    }

    [Fact]
    public void A_counter_that_began_anew_goes_on()
    {
        var history = new MetricsHistory();
        history.Add(Start, Page(Start.AddHours(-5), errors: 100));
        history.Add(Start.AddMinutes(1), Page(Start.AddHours(-5), errors: 103));
        history.Add(Start.AddMinutes(2), Page(Start.AddMinutes(1), errors: 2));
        Assert.Equal(5, Errors(history, Start.AddMinutes(2)));
    }

    [Theory]
    [InlineData(19, 19, false)]
    [InlineData(97, 3, false)]
    [InlineData(96, 4, true)]
    public void A_ratio_is_above_its_limit_from_twenty_runs_on(int all, int failed, bool isAbove)
    {
        var history = new MetricsHistory();
        history.Add(Start, MetricsPageReader.Read($$"""
            process_start_time_seconds{} {{Start.ToUnixTimeSeconds()}}
            eventagents_threshold{name="agent_failure_ratio"} 0.03
            eventagents_agent_runs_total{agent_type="a",outcome="succeeded"} {{(all == failed ? 0 : all)}}
            eventagents_agent_runs_total{agent_type="a",outcome="failed"} {{failed}}
            """));
        Assert.Equal(isAbove, ThresholdValues.Of(history, Start).Single(value => value.Name == "agent_failure_ratio").IsAbove);
    }

    [Fact]
    public void The_hooks_p99_is_what_prometheus_would_say()
    {
        var history = new MetricsHistory();
        history.Add(Start, MetricsPageReader.Read($$"""
            process_start_time_seconds{} {{Start.ToUnixTimeSeconds()}}
            eventagents_hook_duration_seconds_bucket{hook="mask",le="0.01"} 98
            eventagents_hook_duration_seconds_bucket{hook="mask",le="0.02"} 100
            eventagents_hook_duration_seconds_bucket{hook="mask",le="+Inf"} 100
            """));
        Assert.Equal(0.015, ThresholdValues.Of(history, Start).Single(value => value.Name == "hook_duration_p99_seconds").Value!.Value, precision: 6);
    }

    private static IReadOnlyList<Sample> Page(DateTimeOffset startedAt, int errors) => MetricsPageReader.Read(string.Create(CultureInfo.InvariantCulture, $$"""
        # TYPE eventagents_errors_total counter
        process_start_time_seconds{environment="development"} {{startedAt.ToUnixTimeSeconds()}}
        eventagents_errors_total{environment="development",source="api",severity="error"} {{errors}}
        eventagents_errors_total{environment="development",source="api",severity="warning"} 1000
        """));

    private static double? Errors(MetricsHistory history, DateTimeOffset now) => ThresholdValues.Of(history, now).Single(value => value.Name == "errors_per_hour").Value;
}
