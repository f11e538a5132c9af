using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace EventAgents.Host.Api;

/// <summary>
/// A request's JSON body, read strictly: unknown members, wrong types and missing members are all named at once. Binds itself as a parameter of an
/// endpoint.
/// </summary>
/// <typeparam name="T">A record with a constructor; what has a default may be left out.</typeparam>
internal sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
    where T : class
{
    private const string MediaType = "application/json";

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="ProblemException">It is not what the route takes.</exception>
    public static async ValueTask<Body<T>> BindAsync(HttpContext context) =>
        new(StrictJson.Read<T>(await RequestBytes.ReadJsonAsync(context, MediaType)));

    /// <summary>Tells the OpenAPI document what the body looks like.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaType], typeof(T), isOptional: StrictJson.MayBeEmpty<T>()));
}

/// <summary>Reads JSON into a record and names every fault with its JSON pointer (RFC 6901).</summary>
internal static class StrictJson
{
    private static readonly ConcurrentDictionary<JsonConverter, JsonSerializerOptions> OwnOptions = new();

    /// <exception cref="ProblemException">All faults of shape.</exception>
    public static T Read<T>(JsonElement json)
        where T : class
    {
        if (json.ValueKind != JsonValueKind.Object) throw new ProblemException(Problems.Invalid("", "A JSON object is needed."));

        var members = MembersOf<T>();
        var errors = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var sent in json.EnumerateObject())
        {
            if (!members.TryGetValue(sent.Name, out var member)) errors[$"/{Escape(sent.Name)}"] = ["There is no such member."];
            else if (FaultOf(sent.Value, member) is var (pointer, message)) errors[$"/{sent.Name}{pointer}"] = [message];
        }
        foreach (var member in members.Values.Where(member => member.IsRequired && !json.TryGetProperty(member.Name, out _))) errors[$"/{member.Name}"] = ["This is missing."];

        if (errors.Count > 0) throw new ProblemException(Problems.Invalid(errors));
        return json.Deserialize<T>(ApiJson.Options)!;
    }

    public static bool MayBeEmpty<T>() => MembersOf<T>().Values.All(member => !member.IsRequired);

    private static Dictionary<string, JsonPropertyInfo> MembersOf<T>() => ApiJson.Options.GetTypeInfo(typeof(T)).Properties.ToDictionary(member => member.Name, StringComparer.Ordinal);

    private static (string Pointer, string Message)? FaultOf(JsonElement value, JsonPropertyInfo member)
    {
        if (value.ValueKind == JsonValueKind.Null) return member.IsSetNullable ? null : ("", "This must not be null.");
        try
        {
            value.Deserialize(member.PropertyType, OptionsOf(member));
            return null;
        }
        catch (JsonException e)
        {
            return (Pointer(e.Path), $"This must be {Describe(member.PropertyType)}.");
        }
    }

    /// <summary>A member that is written in a way of its own, an amount of money say, is also read in it.</summary>
    private static JsonSerializerOptions OptionsOf(JsonPropertyInfo member) => member.CustomConverter is { } own
        ? OwnOptions.GetOrAdd(own, converter => new JsonSerializerOptions(ApiJson.Options) { Converters = { converter } })
        : ApiJson.Options;

    private static string Describe(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum) return "one of " + string.Join(", ", Enum.GetNames(plain).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
        if (plain == typeof(string)) return "a text";
        if (plain == typeof(int) || plain == typeof(long)) return "a whole number";
        if (plain == typeof(decimal)) return "a decimal number as a text, like \"25.50\"";
        if (plain == typeof(bool)) return "true or false";
        if (plain == typeof(DateTimeOffset)) return "an instant as RFC 3339 has it";
        if (plain == typeof(Guid)) return "an id (UUID)";
        return "of the shape that the API's description gives";
    }

    /// <summary><c>$.lines[3].level</c> → <c>/lines/3/level</c>.</summary>
    private static string Pointer(string? path) =>
        string.Concat((path ?? "$").Split('.', '[', ']').Skip(1).Where(part => part.Length > 0).Select(part => "/" + Escape(part.Trim('\''))));

    private static string Escape(string part) => part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
