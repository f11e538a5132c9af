using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.EventStore;
using EventAgents.Host.Api;
using EventAgents.Host.Endpoints.Events;
using EventAgents.Host.Tests.Audit.Model;

namespace EventAgents.Host.Tests.Audit;

/// <summary>Streams as they were, over random histories and random documents.</summary>
public sealed class StreamReplayTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_state_at_each_version_is_the_fold_of_the_events_before_it_and_the_patch_between_any_two_fits(int seed)
    {
        await new ModelledWork(host.Ours, seed).DoAsync(steps: 80);
        var (replay, random, versions) = (host.Service<StreamReplay>(), new Random(seed), 0);
        await foreach (var stream in host.Service<IEventStore>().ReadAllAsync(new EventFilter { TenantId = host.Ours.Id }, cancellation: _cancellation).GroupBy(stored => stored.Stream.Id).WithCancellation(_cancellation))
        {
            var states = new List<JsonNode?> { null };
            object? state = null;
            foreach (var stored in stream.OrderBy(stored => stored.Version))
            {
                state = Commands.Aggregates.Evolve(state, stored.Data);
                states.Add(state is null ? null : JsonSerializer.SerializeToNode(state, state.GetType(), ApiJson.Options));
                var shown = await replay.StateAsync(host.Ours.Id, stream.Key, stored.Version, asOf: null, _cancellation);
                Assert.True(JsonNode.DeepEquals(states[^1], NodeOf(shown!.State)), $"{stored.Type} {stream.Key} version {stored.Version}");
                versions++;
            }

            for (var i = 0; i < 5; i++)
            {
                var (from, to) = (random.Next(states.Count), 1 + random.Next(states.Count - 1));
                var diff = await replay.DiffAsync(host.Ours.Id, stream.Key, from, to, _cancellation);
                var patch = JsonSerializer.SerializeToElement(diff!.Patch, ApiJson.Options);
                Assert.True(JsonNode.DeepEquals(states[to], JsonPatcher.Apply(states[from]?.DeepClone(), patch)), $"{stream.Key} {from} to {to}: {patch}");
            }
        }

        Assert.True(versions > 100, $"Only {versions} versions were looked at.");
    }

    [Fact]
    public void A_patch_turns_any_document_into_any_other()
    {
        var random = new Random(20_260_604);
        for (var i = 0; i < 5_000; i++)
        {
            var (before, after) = (Document(random, depth: 4), Document(random, depth: 4));
            if (random.Next(2) == 0) after = Changed(before, random);
            var patch = JsonSerializer.SerializeToElement(JsonPatch.Between(before, after), ApiJson.Options);
            var patched = JsonPatcher.Apply(before?.DeepClone(), patch);
            Assert.True(JsonNode.DeepEquals(after, patched), $"{before?.ToJsonString()} to {after?.ToJsonString()}: {patch}");
            if (JsonNode.DeepEquals(before, after)) Assert.Equal(0, patch.GetArrayLength());
        }
    }

    private static JsonNode? NodeOf(JsonElement? element) => element is null ? null : JsonNode.Parse(element.Value.GetRawText());

    private static JsonNode? Document(Random random, int depth) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(3)),
        2 => JsonValue.Create(random.Next(2) == 0),
        3 => JsonValue.Create(new[] { "", "a", "~1", "x/y" }[random.Next(4)]),
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Document(random, depth - 1))]),
        _ => new JsonObject(new[] { "a", "b/c", "~", "", "0" }.Where(_ => random.Next(2) == 0).Select(name => KeyValuePair.Create(name, Document(random, depth - 1)))),
    };

    /// <summary>The same document but for one place.</summary>
    private static JsonNode? Changed(JsonNode? document, Random random)
    {
        var copy = document?.DeepClone();
        if (copy is JsonObject members)
        {
            var name = new[] { "a", "b/c", "~", "new" }[random.Next(4)];
            if (random.Next(3) == 0) members.Remove(name);
            else members[name] = Changed(members[name], random);
            return copy;
        }

        if (copy is not JsonArray list) return Document(random, depth: 1);
        if (list.Count > 0 && random.Next(2) == 0) list.RemoveAt(random.Next(list.Count));
        else list.Insert(random.Next(list.Count + 1), Document(random, depth: 1));
        return copy;
    }
}
