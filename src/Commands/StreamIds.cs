using System.Security.Cryptography;
using System.Text;
using EventAgents.Events;

namespace EventAgents.Commands;

/// <summary>
/// Ids that follow from a name (UUIDv5, RFC 9562): where only one of something may exist, two creators meet in one stream and the log
/// itself lets one win. Tenant and name are hashed, so that an id tells neither.
/// </summary>
public static class StreamIds
{
    private static readonly Guid Namespace = Guid.Parse("5f1d9a3e-7c0b-5e52-9d46-2b8f0c6a91d7");

    /// <summary>The issue with this external id of this source.</summary>
    public static Guid OfIssue(string tenantId, IssueSource source, string externalId) => Of("issue", tenantId, source.ToString(), externalId);

    /// <summary>The feedback of this user on this job.</summary>
    public static Guid OfFeedback(string tenantId, Guid jobId, string userId) => Of("feedback", tenantId, jobId.ToString(), userId);

    /// <summary>The card that this feedback puts on the improvement board.</summary>
    public static Guid OfImprovement(Guid feedbackId) => Of("improvement", feedbackId.ToString());

    /// <summary>The organisation of this name, whatever its case and surrounding blanks.</summary>
    public static Guid OfOrganisation(string name) => Of("organisation", name.Trim().ToUpperInvariant());

    /// <summary>The stream that takes what was refused to this actor, and its comings and goings.</summary>
    public static Guid OfAccess(string tenantId, string actor) => Of("access", tenantId, actor);

    /// <summary>The hold on this stream; null for the one on everything that the tenant has.</summary>
    public static Guid OfLegalHold(Guid? heldStreamId) => Of("legal-hold", heldStreamId?.ToString() ?? "");

    /// <summary>The one stream of a tenant's retention settings.</summary>
    public static Guid RetentionSettings { get; } = Of("retention-settings");

    /// <summary>The one stream of a tenant's guard settings.</summary>
    public static Guid GuardSettings { get; } = Of("guard-settings");

    /// <summary>The one stream of an installation's flags.</summary>
    public static Guid FeatureFlags { get; } = Of("feature-flags");

    /// <summary>The knowledge artifact at this path.</summary>
    public static Guid OfKnowledge(string tenantId, string path) => Of("knowledge", tenantId, path);

    /// <summary>A thing of an organisation's test data.</summary>
    public static Guid OfSeed(string tenantId, string name) => Of("seed", tenantId, name);

    /// <summary>The stream that says whether a store has its test data.</summary>
    public static Guid Seed { get; } = Of("seed");

    /// <summary>Who runs the installation, as an actor; nobody's user id.</summary>
    public static Guid InstallationOperator { get; } = Of("installation-operator");

    private static Guid Of(params ReadOnlySpan<string> parts)
    {
        // A part may hold any character, so each is preceded by its length: ("a", "bc") and ("ab", "c") differ.
        var name = new StringBuilder();
        foreach (var part in parts) name.Append(part.Length).Append(':').Append(part);

        var text = Encoding.UTF8.GetBytes(name.ToString());
        var input = new byte[16 + text.Length];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        text.CopyTo(input, 16);

#pragma warning disable CA5350 // UUIDv5 is defined over SHA-1; nothing is protected by it here.
        var hash = SHA1.HashData(input).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);  // version 5
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);  // variant of RFC 9562
        return new Guid(hash, bigEndian: true);
    }
}
