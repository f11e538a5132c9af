using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventAgents.Events;

/// <summary>
/// US dollars, which JSON holds as a string (<c>"25.5"</c>): many readers take a JSON number for a binary double and lose cents. A number is read too.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UsdAttribute() : JsonConverterAttribute(typeof(Converter))
{
    private sealed class Converter : JsonConverter<decimal>
    {
        private const NumberStyles Amount = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number)) return number;
            if (reader.TokenType == JsonTokenType.String && decimal.TryParse(reader.GetString(), Amount, CultureInfo.InvariantCulture, out var usd)) return usd;
            throw new JsonException("US dollars are a decimal number as a string, like \"25.50\".");
        }

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("0.#############################", CultureInfo.InvariantCulture));
    }
}
