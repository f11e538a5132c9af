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
        Assert.Equal(new Measured(null, 0, 0, 0), hour.Read());

        foreach (var scope in new[] { ours, theirs }) Measure(scope);
        var measured = hour.Read();
        Assert.Equal(new Measured(0.099, HookRuns: 200, HookFailures: 4, Errors: 3), measured);
        Assert.Equal(3, hour.Read().Errors);

        for (var minute = 1; minute < 60; minute++) hour.BeginMinute();
        Assert.Equal(measured, hour.Read());
        hour.BeginMinute();
        Assert.Equal(new Measured(null, 0, 0, 0), hour.Read());
    }

    private static void Measure(MeterScope scope)
    {
        var meter = scope.Create(new("EventAgents.Test"));
        var hooks = meter.CreateHistogram<double>("eventagents_hook_duration");
        for (var i = 1; i <= 100; i++) hooks.Record(i / 1_000.0, new KeyValuePair<string, object?>("hook", "slow"));
        for (var i = 1; i <= 100; i++) hooks.Record(0.000_1, new KeyValuePair<string, object?>("hook", "quick"));
        meter.CreateCounter<long>("eventagents_hook_failures").Add(4);
        meter.CreateObservableCounter<long>("eventagents_errors", () =>
        [
            new(3, new KeyValuePair<string, object?>("severity", "error")), new(5, new KeyValuePair<string, object?>("severity", "warning")),
        ]);
    }
}
