using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventAgents.Events;

/// <summary>How events are written as JSON: members in camelCase, enums as lower snake case strings, the same in the log and on the wire.</summary>
public static class EventJson
{
    /// <summary>The one set of options. Stored events were written with it, so a change here needs upcasters.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
