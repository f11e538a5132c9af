using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Commands.Issues;
using EventAgents.Commands.Jobs;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EventAgents.Testing;

/// <summary>Log, commands, queue and read models on a database of their own, as a host has them but without HTTP; its clock is moved by hand.</summary>
public sealed class Product : IAsyncLifetime
{
    public const string Tenant = "acme";
    private static readonly IProjection[] Inline = [.. ReadModels.Inline, new JobQueueProjection()];

    private LogDatabase? _database;
    private PostgresEventStore? _store;
    private ProjectionRuntime? _runtime;
    private JobSignal? _signal;
    private string _connectionString = "";

    public FakeTimeProvider Clock { get; } = new();

    public static Caller Ada { get; } = new(Tenant, "ada", ActorKind.User);

    public static Caller Worker { get; } = new(Tenant, "key-1", ActorKind.Agent);

    public NpgsqlDataSource Database => _database!.Pool;

    public PostgresEventStore Store => _store!;

    public CommandHandler Handler { get; private set; } = null!;

    public JobQueue Queue { get; private set; } = null!;

    public JobQueueOptions QueueOptions { get; } = new() { PollInterval = TimeSpan.FromMilliseconds(50) };

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _connectionString = await PostgresFixture.NewDatabaseAsync(cancellation);
        _database = new LogDatabase(_connectionString);
        await new SchemaMigrator(_database.Pool, [new("log", typeof(LogDatabase).Assembly), new("commands", typeof(CommandHandler).Assembly)]).MigrateAsync(cancellation);
        var options = new EventStoreOptions { PollInterval = TimeSpan.FromMilliseconds(50) };
        _store = await PostgresEventStore.OpenAsync(_database, new EventTypeMap(EventTypes.ByName, EventJson.Options), Inline, options, Clock, cancellation: cancellation);
        _runtime = new ProjectionRuntime(_database, _store, Inline, ReadModels.Asynchronous, options, NullLogger.Instance);
        await _runtime.BuildMissingAsync(cancellation: cancellation);
        _runtime.Start();
        Handler = new CommandHandler(_store, Clock);
        _signal = new JobSignal(_store, TimeSpan.FromMilliseconds(50));
        Queue = NewQueue();
    }

    public JobQueue NewQueue() => new(new JobQueueTable(Database), Handler, _signal!, QueueOptions, Clock);

    /// <summary>Waits until the read models that follow the log have everything.</summary>
    public Task CatchUpAsync() => _runtime!.CatchUpAsync(TestContext.Current.CancellationToken);

    public Task RebuildAsync(string projection) => _runtime!.RebuildAsync(projection, cancellation: TestContext.Current.CancellationToken);

    /// <summary>Compares a read model with what the log gives.</summary>
    /// <param name="scope">Which one.</param>
    /// <param name="instead">Stands in for the projection of that name; null for the real one.</param>
    public async Task<ReplayResult> ReplayAsync(ReplayScope scope, IProjection? instead = null)
    {
        if (instead is null) return await _runtime!.ReplayAsync(scope, cancellation: TestContext.Current.CancellationToken);
        var isInline = Inline.Any(p => p.Name == instead.Name);
        await using var runtime = new ProjectionRuntime(_database!, Store, isInline ? [instead] : [], isInline ? [] : [instead], new EventStoreOptions(), NullLogger.Instance);
        return await runtime.ReplayAsync(scope, cancellation: TestContext.Current.CancellationToken);
    }

    /// <summary>Runs a statement past all our code.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Handles a command that has to be accepted.</summary>
    public async Task<Outcome<TAggregate>> Do<TCommand, TAggregate, TEvent>(ICommand<TCommand, TAggregate, TEvent> command, Caller? caller = null)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class
    {
        var outcome = await Handler.HandleAsync(command, caller ?? Ada, cancellation: TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        return outcome;
    }

    public async Task<SubmitIssue> SubmitAsync(Func<SubmitIssue, SubmitIssue>? change = null, Caller? caller = null)
    {
        var command = new SubmitIssue(Guid.CreateVersion7(), Guid.CreateVersion7(), IssueType.Bug, "Job 7 hangs");
        command = change?.Invoke(command) ?? command;
        await Do(command, caller);
        return command;
    }

    public async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(int max = 1, string worker = "worker-1", Caller? caller = null, TimeSpan? wait = null, params string[] agentTypes) =>
        await Queue.ClaimAsync(new Claim(worker, agentTypes, max, Lease), caller ?? Worker, wait ?? TimeSpan.Zero, TestContext.Current.CancellationToken);

    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(60);

    /// <summary>All rows of a table as JSON, in the order of their text.</summary>
    public async Task<List<string>> DumpAsync(string table)
    {
        await using var command = Database.CreateCommand($"select to_jsonb(t)::text from {table} t order by 1");
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(reader.GetString(0));
        return rows;
    }

    public static JsonElement Json(string json) => JsonElement.Parse(json);

    public async ValueTask DisposeAsync()
    {
        if (_signal is not null) await _signal.DisposeAsync();
        if (_runtime is not null) await _runtime.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }
}
