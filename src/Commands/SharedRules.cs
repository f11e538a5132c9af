using System.Text;
using System.Text.Json;
using FluentValidation;

namespace EventAgents.Commands;

/// <summary>Checks that several validators share.</summary>
internal static class SharedRules
{
    /// <summary>Largest JSON object that a command carries beside its own members, in bytes as UTF-8.</summary>
    public const int MaxJsonBytes = 64 * 1024;

    /// <summary>Longest reason or comment, in characters.</summary>
    public const int MaxReasonLength = 2_000;

    /// <summary>Longest name of an agent type, model, role or worker, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>A reason may be left out, and is short.</summary>
    public static void IsReason<T>(this IRuleBuilder<T, string?> rule) => rule.MaximumLength(MaxReasonLength);

    /// <summary>A name that must be there, and is short.</summary>
    public static void IsName<T>(this IRuleBuilder<T, string> rule) => rule.NotEmpty().MaximumLength(MaxNameLength);

    /// <summary>May be left out; otherwise a JSON object of at most <see cref="MaxJsonBytes"/>.</summary>
    public static IRuleBuilderOptions<T, JsonElement?> IsJsonObject<T>(this IRuleBuilder<T, JsonElement?> rule) => rule
        .Must(json => json is null or { ValueKind: JsonValueKind.Object }).WithMessage("'{PropertyName}' must be a JSON object.")
        .Must(json => json is null || BytesOf(json.Value) <= MaxJsonBytes).WithMessage($"'{{PropertyName}}' must not be larger than {MaxJsonBytes} bytes.");

    /// <summary>A value of any kind, as long as the request that carried it was allowed to be; kept apart from its document.</summary>
    public static int BytesOf(JsonElement json) => Encoding.UTF8.GetByteCount(json.GetRawText());
}
