using System.Text.Json;

namespace EventAgents.Events.Tests;

public class EventTypesTests
{
    private static readonly Dictionary<string, JsonElement> Stored = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "stored-events.jsonl"))
        .Select(line => JsonElement.Parse(line))
        .ToDictionary(sample => sample.GetProperty("type").GetString()!, sample => sample.GetProperty("data"));

    public static TheoryData<string> Names => [.. EventTypes.ByName.Keys.Concat(EventTypes.Upcasters.Keys).Order()];

    [Fact]
    public void Every_event_of_the_assembly_has_a_stored_name()
    {
        var events = typeof(EventTypes).Assembly.GetTypes().Where(type => !type.IsAbstract && type.BaseType is { IsAbstract: true } slice && IsEventBase(slice));
        Assert.Equal(events.Select(type => type.Name).Order(), EventTypes.ByName.Values.Select(type => type.Name).Order());
    }

    /// <summary>Marten resolves a class by this name. No event has digits or neighbouring capitals in its name, where its rule is less simple.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_name_is_the_class_name_in_snake_case(string name)
    {
        if (EventTypes.ByName.TryGetValue(name, out var type)) Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name), name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_stored_name_is_still_read_and_written_the_same(string name)
    {
        var sample = Assert.Contains(name, Stored);
        var read = EventTypes.Upcasters.TryGetValue(name, out var upcast) ? upcast(sample) : sample.Deserialize(EventTypes.ByName[name], EventJson.Options);

        if (upcast is null) Assert.True(JsonElement.DeepEquals(sample, JsonSerializer.SerializeToElement(read, EventTypes.ByName[name], EventJson.Options)));
        else Assert.Contains(read!.GetType(), EventTypes.ByName.Values);
    }

    private static bool IsEventBase(Type type) => type.Name.EndsWith("Event", StringComparison.Ordinal);

    [Fact]
    public void A_number_is_no_enum() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<GuardModeChanged>("""{"from":1,"to":2,"reason":null}""", EventJson.Options));

    [Fact]
    public void A_missing_member_is_noticed() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<IssueProcessingStarted>("""{"issueId":"0198f000-0000-7000-8000-000000000001"}""", EventJson.Options));
}
