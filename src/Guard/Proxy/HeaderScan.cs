using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>Reads the headers and the query that would go to the provider: text is scanned there as in a body.</summary>
internal sealed class HeaderScan(ITextScanner scanner, FindingsCache cache)
{
    private const int MaxQueryValue = 100;

    private static readonly string[] QueryNames = ["beta", "limit", "after_id", "before_id"];

    /// <summary>The headers that pass: those of the list, less those in which something was found that the policy does not allow.</summary>
    /// <returns>Headers, or a refusal in mode strict.</returns>
    public (IReadOnlyList<KeyValuePair<string, string[]>> Headers, Refusal? Refusal) Read(GuardCall call)
    {
        var passed = new List<KeyValuePair<string, string[]>>();
        var parts = Parts(call);
        foreach (var (name, values) in call.Context.Request.Headers)
        {
            if (!HeaderRules.IsForwarded(name)) continue;
            var given = values.OfType<string>().ToArray();
            if (!given.Any(value => IsFound(parts, value, call.Policy!))) passed.Add(new(name, given));
            else if (call.Policy!.Mode == GuardMode.Strict) return (passed, new Refusal(RefusalReason.StrictFinding, "header"));
        }
        return (passed, null);
    }

    /// <summary>The query as it goes out: known names, values that are ids or numbers and hold nothing personal.</summary>
    /// <returns>False where anything else is in it.</returns>
    public bool TryReadQuery(GuardCall call, out string query)
    {
        query = "";
        var given = call.Context.Request.Query;
        if (given.Count == 0) return !call.Context.Request.QueryString.HasValue;
        var parts = Parts(call);
        foreach (var (name, values) in given)
        {
            if (!QueryNames.Contains(name) || values is not [{ Length: <= MaxQueryValue } value]) return false;
            if (!value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') || IsFound(parts, value, call.Policy!)) return false;
            query += $"{(query.Length == 0 ? '?' : '&')}{name}={value}";
        }
        return true;
    }

    private PartScanner Parts(GuardCall call) => new(scanner, cache, FindingsCache.ScopeOf(call.Key!, call.Policy!), call.Policy!);

    private static bool IsFound(PartScanner parts, string text, GuardPolicy policy)
    {
        if (policy.Mode is GuardMode.Off or GuardMode.Detect) return false;
        foreach (var finding in parts.Scan(Encoding.UTF8.GetBytes(text), isEscaped: false, field: default))
        {
            if (!finding.IsOwn && policy.ActionOf(finding.Type, finding.CustomName) != EntityAction.Allow) return true;
        }
        return false;
    }
}
