namespace EventAgents.Host.Seals;

/// <summary>The keys of the log's seals (section <c>Seals</c>). Hosts that share a database need the same key, or each other's public ones.</summary>
internal sealed class SealOptions
{
    /// <summary>
    /// PEM file with a private key on NIST P-256 (<c>openssl ecparam -name prime256v1 -genkey -noout</c>). Default: none, which means one that is made at the
    /// first start and kept as <c>seals.pem</c> in the environment's data folder.
    /// </summary>
    public string KeyFile { get; set; } = "";

    /// <summary>PEM files with public keys whose seals are believed too: a key that was replaced, another host's. Default: none.</summary>
    public List<string> TrustedKeyFiles { get; set; } = [];
}
