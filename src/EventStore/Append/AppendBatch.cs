namespace EventAgents.EventStore;

/// <summary>Appends that share a transaction, with the versions that their streams are taken to have.</summary>
internal sealed class AppendBatch
{
    public AppendBatch(IEnumerable<PendingAppend> appends, DateTimeOffset now)
    {
        Appends = [.. appends];
        Streams = [.. from append in Appends from stream in append.Request.Streams select new StreamEntry(append, stream)];

        // What PostgreSQL keeps, so that a projection sees the same time live and replayed.
        Timestamp = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    public IReadOnlyList<PendingAppend> Appends { get; private set; }

    public IReadOnlyList<StreamEntry> Streams { get; private set; }

    /// <summary>The events' time, UTC, whole microseconds.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>Where the events are, in order; known once they are written.</summary>
    public long[] Positions { get; set; } = [];

    /// <summary>Whether every append says at which versions it expects its streams.</summary>
    public bool IsCertain => Streams.All(s => s.Append.ExpectedVersion != StreamAppend.AnyVersion);

    /// <summary>The events in order, without positions.</summary>
    public List<NewEvent> Events()
    {
        var events = new List<NewEvent>(Appends.Sum(a => a.Bodies.Length));
        var stream = 0;
        foreach (var append in Appends)
        {
            var body = 0;
            for (var i = 0; i < append.Request.Streams.Count; i++)
            {
                var entry = Streams[stream++];
                var version = entry.Version;
                foreach (var data in entry.Append.Events)
                {
                    var written = append.Bodies[body++];
                    var stored = new StoredEvent(
                        0, Guid.CreateVersion7(Timestamp), entry.Append.Stream, ++version, written.Name.Name, data, Timestamp, append.Request.Metadata);
                    events.Add(new NewEvent(append, written, stored));
                }
            }
        }

        return events;
    }

    /// <summary>Fails the appends that do not fit what the database says and keeps the others.</summary>
    public void KeepWhatFits()
    {
        foreach (var entry in Streams)
        {
            if (entry.Refusal is { } refusal) entry.Owner.Fail(refusal);
        }

        Appends = [.. Appends.Where(a => !a.Done.IsCompleted)];
        Streams = [.. Streams.Where(s => !s.Owner.Done.IsCompleted)];
    }

    /// <summary>Tells every caller where its events are.</summary>
    public void Complete()
    {
        int stream = 0, position = 0;
        foreach (var append in Appends)
        {
            var versions = new long[append.Request.Streams.Count];
            for (var i = 0; i < versions.Length; i++) versions[i] = Streams[stream++].NewVersion;
            position += append.Bodies.Length;
            append.Complete(new AppendResult(versions, append.Bodies.Length == 0 ? 0 : Positions[position - 1]));
        }
    }

    internal sealed class StreamEntry(PendingAppend owner, StreamAppend append)
    {
        public PendingAppend Owner { get; } = owner;

        public StreamAppend Append { get; } = append;

        /// <summary>The version in front of the append: what the caller expects, until the database was asked.</summary>
        public long Version { get; set; } = append.ExpectedVersion;

        public bool IsArchived { get; set; }

        public long NewVersion => Version + Append.Events.Count;

        public Exception? Refusal =>
            IsArchived ? new StreamArchivedException(Append.Stream)
            : Append.ExpectedVersion is StreamAppend.AnyVersion || Append.ExpectedVersion == Version ? null
            : new ConcurrencyException(Append.Stream, Append.ExpectedVersion, Version);
    }

    internal readonly record struct NewEvent(PendingAppend Append, PendingAppend.Body Body, StoredEvent Stored);
}
