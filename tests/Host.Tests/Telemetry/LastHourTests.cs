using EventAgents.Host.Telemetry;

namespace EventAgents.Host.Tests.Telemetry;

public class LastHourTests
{
    [Fact]
    public void It_shows_the_hour_of_its_own_host_and_forgets_what_is_older()
    {
        using var ours = new MeterScope();
        using var theirs = new MeterScope();
        using var hour = new LastHour(ours, TimeProvider.System);
        Assert.Equal(new Measured(null, null, 0, null), hour.Read());

        foreach (var scope in new[] { ours, theirs }) Measure(scope);
        var measured = hour.Read();
        Assert.Equal(0.099, measured.HookP99Seconds);
        Assert.Equal(0.25, measured.AgentFailureRatio);
        Assert.Equal(0.02, measured.HookFailureRatio);
        Assert.Equal(3, measured.Errors);
        Assert.Equal(3, hour.Read().Errors);

        for (var minute = 1; minute < 60; minute++) hour.BeginMinute();
        Assert.Equal(measured, hour.Read());
        hour.BeginMinute();
        Assert.Equal(new Measured(null, null, 0, null), hour.Read());
    }

    private static void Measure(MeterScope scope)
    {
        var meter = scope.Create(new("EventAgents.Test"));
        var hooks = meter.CreateHistogram<double>("eventagents_hook_duration");
        for (var i = 1; i <= 100; i++) hooks.Record(i / 1_000.0, new KeyValuePair<string, object?>("hook", "slow"));
        for (var i = 1; i <= 100; i++) hooks.Record(0.000_1, new KeyValuePair<string, object?>("hook", "quick"));
        meter.CreateCounter<long>("eventagents_hook_failures").Add(4);
        var runs = meter.CreateCounter<long>("eventagents_agent_runs");
        runs.Add(3, new KeyValuePair<string, object?>("outcome", "succeeded"));
        runs.Add(1, new KeyValuePair<string, object?>("outcome", "lost"));
        meter.CreateObservableCounter<long>("eventagents_errors", () =>
        [
            new(3, new KeyValuePair<string, object?>("severity", "error")), new(5, new KeyValuePair<string, object?>("severity", "warning")),
        ]);
    }
}
