namespace EventAgents.Host.Seeding;

/// <summary>How much test data an environment gets. The eight profiles come with the organisation's catalogue, and are not among it yet.</summary>
internal sealed record SeedSize(int Knowledge, int Users, int Issues, int Sessions, int Days)
{
    /// <summary>The size for an environment; null where there must be none.</summary>
    public static SeedSize? Of(string environment) => environment switch
    {
        _ when environment == Environments.Staging => new(Knowledge: 1_133, Users: 50, Issues: 400, Sessions: 120, Days: 7),
        _ when environment == Environments.Development => new(Knowledge: 60, Users: 5, Issues: 30, Sessions: 12, Days: 3),
        _ => null,
    };
}
