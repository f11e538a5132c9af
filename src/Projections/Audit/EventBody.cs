using System.Text.Json;
using System.Text.Json.Serialization;
using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Audit;

/// <summary>What happened, which becomes JSON only where it is written. One that this release cannot read is shown as it is stored.</summary>
/// <param name="happened">The event.</param>
[JsonConverter(typeof(Converter))]
public sealed class EventBody(object happened)
{
    /// <summary>The event as JSON, to be looked into.</summary>
    public JsonElement ToElement() => happened is UnreadEvent unread ? JsonElement.Parse(JsonOf(unread)) : JsonSerializer.SerializeToElement(happened, happened.GetType(), EventJson.Options);

    private void WriteTo(Utf8JsonWriter json)
    {
        if (happened is UnreadEvent unread) json.WriteRawValue(JsonOf(unread));
        else JsonSerializer.Serialize(json, happened, happened.GetType(), EventJson.Options);
    }

    private static ReadOnlySpan<byte> JsonOf(UnreadEvent unread) => unread.Utf8Json.Length == 0 ? "null"u8 : unread.Utf8Json;

    private sealed class Converter : JsonConverter<EventBody>
    {
        public override EventBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Events are shown, and never taken.");

        public override void Write(Utf8JsonWriter writer, EventBody value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
