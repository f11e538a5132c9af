using System.Collections.Concurrent;

namespace EventAgents.Host.Load;

/// <summary>One organisation under load: its key, and what its parts hand to each other.</summary>
internal sealed class LoadTenant
{
    private const int MaxKept = 1_000;  // of either list; what is more is left alone
    private readonly Dictionary<LoadPart, ILoad> _parts;
    private readonly ConcurrentQueue<Guid> _finished = new();

    /// <summary>Under load with one key.</summary>
    /// <param name="client">Sends with that key.</param>
    /// <param name="options">Where to.</param>
    /// <param name="name">Tells this tenant's workers from others'.</param>
    public LoadTenant(LoadClient client, LoadOptions options, string name)
    {
        Client = client;
        AgentType = $"load-{name}";
        Base = new Uri(options.Host.Api, "/api/v1/");
        Workers = new WorkerLoad(this);
        _parts = new()
        {
            [LoadPart.Issues] = new IssueLoad(this),
            [LoadPart.Jobs] = Workers,
            [LoadPart.Sessions] = new SessionLoad(this),
            [LoadPart.Feedback] = new FeedbackLoad(this),
            [LoadPart.Guard] = new GuardLoad(client, options.Host.Guard),
        };
    }

    public LoadClient Client { get; }

    /// <summary>Agent type of this load's jobs, so that it never claims anybody else's.</summary>
    public string AgentType { get; }

    /// <summary>Where the API's paths begin.</summary>
    public Uri Base { get; }

    public WorkerLoad Workers { get; }

    public Task TakeAsync(LoadPart part, LoadTurn turn) => _parts[part].TakeAsync(turn);

    /// <summary>A job was completed and may be rated.</summary>
    public void Finished(Guid jobId)
    {
        if (_finished.Count < MaxKept) _finished.Enqueue(jobId);
    }

    /// <summary>A job that nobody has rated yet.</summary>
    public bool TryTakeFinished(out Guid jobId) => _finished.TryDequeue(out jobId);
}
