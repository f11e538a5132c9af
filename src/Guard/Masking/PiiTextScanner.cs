using EventAgents.Pii;

namespace EventAgents.Guard.Masking;

/// <summary>Scans with the detector of <c>src/Pii</c>, under the lists and thresholds of the policy.</summary>
public sealed class PiiTextScanner(PiiDetector detector) : ITextScanner
{
    /// <inheritdoc/>
    public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(policy);
        detector.Find(text, new DetectionContext { FieldKey = fieldName, Policy = policy.Detection, Passes = policy.Passes }, findings);
    }
}
