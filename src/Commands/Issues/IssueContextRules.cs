using System.Text.Json;
using FluentValidation;

namespace EventAgents.Commands.Issues;

/// <summary>Which members the JSON objects of an issue may have, so that a typo is not silently kept.</summary>
internal static class IssueContextRules
{
    /// <summary>Members of a context: <c>module, affectedFiles[], relatedIssues[], errorLogs, metadata</c>.</summary>
    public static void IsIssueContext<T>(this IRuleBuilder<T, JsonElement?> rule) => rule.Custom((context, validation) =>
    {
        if (context is not { ValueKind: JsonValueKind.Object } json) return;
        foreach (var member in json.EnumerateObject())
        {
            var fault = member.Name switch
            {
                "module" or "errorLogs" => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null ? null : "must be a string.",
                "affectedFiles" or "relatedIssues" => IsListOfStrings(member.Value) ? null : "must be a list of strings.",
                "metadata" => member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Null ? null : "must be a JSON object.",
                _ => "is not known here.",
            };
            if (fault is not null) validation.AddFailure($"{validation.PropertyPath}.{member.Name}", $"'{member.Name}' {fault}");
        }
    });

    /// <summary>A job's config is free but for <c>review</c>, which the rules read.</summary>
    public static void IsJobConfig<T>(this IRuleBuilder<T, JsonElement?> rule) => rule.Custom((config, validation) =>
    {
        if (config is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("review", out var review)
            && review.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            validation.AddFailure($"{validation.PropertyPath}.review", "'review' must be true or false.");
        }
    });

    private static bool IsListOfStrings(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
}
