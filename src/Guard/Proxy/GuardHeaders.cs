using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EventAgents.Guard.Proxy;

/// <summary>What the guard tells the caller in headers of its own.</summary>
internal static class GuardHeaders
{
    /// <summary>What was found, by type: <c>EMAIL=2, PERSON=1</c>.</summary>
    public const string Entities = "x-eventagents-entities";

    public static void Write(GuardCall call, IHeaderDictionary headers)
    {
        headers[RefusalWriter.CallIdHeader] = call.Id.ToString();
        if (call.Masked is not { Counts.Count: > 0 } masked) return;
        var byType = masked.Counts.GroupBy(c => c.Type, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal);
        headers[Entities] = string.Join(", ", byType.Select(g => string.Create(CultureInfo.InvariantCulture, $"{HeaderName(g.Key)}={g.Sum(c => c.Count)}")));
    }

    // A custom type is named by an admin, in any script; a header takes ASCII.
    private static string HeaderName(string type) => type.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? type : "CUSTOM";
}
