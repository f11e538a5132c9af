using System.Buffers;
using System.Text;
using EventAgents.Guard.Masking;
using Microsoft.AspNetCore.Http;

namespace EventAgents.Guard.Proxy;

/// <summary>What the guard tells the caller in headers of its own.</summary>
internal static class GuardHeaders
{
    /// <summary>What was found, by type: <c>EMAIL=2, PERSON=1</c>.</summary>
    public const string Entities = "x-eventagents-entities";

    private static readonly SearchValues<char> HeaderCharacters = SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    public static void Write(GuardCall call, IHeaderDictionary headers)
    {
        headers[RefusalWriter.CallIdHeader] = call.Id.ToString();
        if (call.Masked is { Counts.Count: > 0 } masked) headers[Entities] = Summary([.. masked.Counts]);
    }

    private static string Summary(EntityCount[] counts)
    {
        Array.Sort(counts, static (a, b) => string.CompareOrdinal(a.Type, b.Type));
        var summary = new StringBuilder();
        for (var i = 0; i < counts.Length;)
        {
            var (type, sum) = (counts[i].Type, 0);
            for (; i < counts.Length && counts[i].Type == type; i++) sum += counts[i].Count;
            if (summary.Length > 0) summary.Append(", ");
            summary.Append(HeaderName(type)).Append('=').Append(sum);
        }
        return summary.ToString();
    }

    // A custom type is named by an admin, in any script; a header takes ASCII.
    private static string HeaderName(string type) => type.AsSpan().ContainsAnyExcept(HeaderCharacters) ? "CUSTOM" : type;
}
