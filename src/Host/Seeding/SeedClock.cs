namespace EventAgents.Host.Seeding;

/// <summary>Lets test data have a past: it stands still until it is moved, never backwards.</summary>
internal sealed class SeedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void MoveTo(DateTimeOffset instant) => _now = instant > _now ? instant : _now;

    public void Advance(TimeSpan span) => _now += span;
}
