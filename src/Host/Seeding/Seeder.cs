using EventAgents.Commands;
using EventAgents.Commands.Knowledge;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Seeding;

/// <summary>Fills a store with test data, once: when all is there the log says so, and a further run changes nothing. One that broke off is finished by the next.</summary>
/// <param name="store">The log, opened with <paramref name="clock"/>.</param>
/// <param name="clock">Of the log.</param>
/// <param name="settings">Of the environment.</param>
/// <param name="size">How much.</param>
internal sealed class Seeder(IEventStore store, SeedClock clock, EffectiveSettings settings, SeedSize size)
{
    private static readonly StreamKey Mark = new(Auth.AccessLog.SystemTenant, StreamIds.Seed);

    /// <summary>When the store got its test data; null when it has none or only a part.</summary>
    public async Task<DateTimeOffset?> FindMarkAsync(CancellationToken cancellation)
    {
        await foreach (var mark in store.ReadStreamAsync(Mark, cancellation: cancellation)) return mark.Timestamp;
        return null;
    }

    /// <summary>Seeds what is missing.</summary>
    /// <param name="step">Told of each step: its name, how many there will be; gives what is to be told of each one that is done.</param>
    public async Task SeedAsync(Func<string, int, SeedStep> step)
    {
        var now = clock.GetUtcNow().AddDays(size.Days);
        var organisation = PeopleSeed.OrganisationOf(settings.Environment);
        var commands = new SeedCommands(store, clock, StreamIds.OfOrganisation(organisation).ToString());
        var login = SeedLogin.FindOrMake(settings, PeopleSeed.EmailOf(0));

        using (var users = step("users", size.Users)) await PeopleSeed.AddAsync(commands, organisation, size.Users, login, users.Done);
        using (var knowledge = step("knowledge artifacts", size.Knowledge)) await AddKnowledgeAsync(commands, knowledge.Done);
        using (var issues = step("issues with their jobs and feedback", size.Issues)) await WorkSeed.AddAsync(commands, size.Issues, size.Days, size.Users, now, issues.Done);
        clock.MoveTo(now);
        using (var used = step("uses of artifacts", size.Knowledge)) await UseKnowledgeAsync(commands, used.Done);
        using (var sessions = step("sessions", size.Sessions)) await SessionSeed.AddAsync(commands, size.Sessions, sessions.Done);

        var things = new Dictionary<string, int> { ["knowledge"] = size.Knowledge, ["users"] = size.Users, ["issues"] = size.Issues, ["sessions"] = size.Sessions };
        await store.AppendAsync(new AppendRequest(
            [new StreamAppend(Mark, "seed", ExpectedVersion: 0, [new StoreSeeded(settings.Environment, things)])], new EventMetadata { UserName = "seed" }));
    }

    private Task AddKnowledgeAsync(SeedCommands commands, Action done) => SeedCommands.ForEachAsync(
        KnowledgeSeed.Artifacts(commands.TenantId, size.Knowledge), artifact => commands.DoAsync(new IndexKnowledgeArtifact(artifact), isNew: true), done);

    /// <summary>A few artifacts are used much, most a little, a third never; one in sixteen is deprecated.</summary>
    private Task UseKnowledgeAsync(SeedCommands commands, Action done)
    {
        var artifacts = KnowledgeSeed.Artifacts(commands.TenantId, size.Knowledge).Select((artifact, number) => (artifact.ArtifactId, Number: number));
        return SeedCommands.ForEachAsync(artifacts, async artifact =>
        {
            var random = new Random(artifact.Number);
            if (random.Next(3) > 0) await commands.DoAsync(new UseKnowledgeArtifact(artifact.ArtifactId, 1 + 300 / (1 + random.Next(300))), ifVersion: 1);
            if (artifact.Number % 16 == 7) await commands.DoAsync(new DeprecateKnowledgeArtifact(artifact.ArtifactId, "a newer one replaces it"));
        }, done);
    }
}

/// <summary>One step of seeding, told to somebody.</summary>
/// <param name="done">Called for each thing that is done, from several threads.</param>
/// <param name="end">Called when the step is over.</param>
internal sealed class SeedStep(Action done, Action end) : IDisposable
{
    public Action Done => done;

    public void Dispose() => end();
}
