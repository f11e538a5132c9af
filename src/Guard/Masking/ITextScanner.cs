using EventAgents.Pii;

namespace EventAgents.Guard.Masking;

/// <summary>Finds personal data in one text of a request. Implementations are safe for concurrent use.</summary>
public interface ITextScanner
{
    /// <summary>Whether texts can be scanned at all. Where they cannot, every call is refused unread.</summary>
    bool IsReady => true;

    /// <summary>Appends what is found, in order and without overlaps.</summary>
    /// <param name="text">The text, without escapes of the format around it.</param>
    /// <param name="fieldName">The name of the field that holds it, such as <c>phone</c>; null for text that no field holds.</param>
    /// <param name="policy">The tenant's policy, with its lists and thresholds.</param>
    /// <param name="findings">Receives the findings; offsets in UTF-16 units.</param>
    void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings);
}
