using System.Security.Cryptography;
using EventAgents.EventStore;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Seals;

/// <summary>Reads the keys of the seals from files, which are never in the database.</summary>
internal static class SealKeyFiles
{
    /// <summary>The keys that the settings name.</summary>
    /// <param name="settings">Section <c>Seals</c>, and the environment's folder.</param>
    /// <param name="mayMake">Whether this process seals, so that a missing key of its own is made.</param>
    /// <exception cref="SettingsException">A file is missing or holds no such key.</exception>
    public static SealKeys Load(EffectiveSettings settings, bool mayMake)
    {
        var options = SettingsRegistration.Bind<SealOptions>(settings.Configuration, "Seals");
        var trusted = options.TrustedKeyFiles.Select((file, i) => Read($"Seals__TrustedKeyFiles__{i}", file)).ToList();
        if (options.KeyFile.Length > 0) return KeysOf(Read("Seals__KeyFile", options.KeyFile), trusted);

        var own = Path.Combine(settings.EnvironmentFolder, "seals.pem");
        if (!mayMake && !File.Exists(own)) return new SealKeys(signing: null, trusted);
        return KeysOf(Parse("Seals__KeyFile", own, OwnerFile.ReadOrMake(own, NewKey)), trusted);
    }

    /// <summary>Reads a key, private or public.</summary>
    /// <param name="name">Who names the file: a setting, an option.</param>
    /// <param name="file">Its path.</param>
    /// <exception cref="SettingsException">It is missing or holds no such key.</exception>
    public static ECDsa Read(string name, string file) =>
        File.Exists(file) ? Parse(name, file, File.ReadAllText(file)) : throw new SettingsException([$"{name} = '{file}': there is no such file."]);

    private static SealKeys KeysOf(ECDsa signing, IEnumerable<ECDsa> trusted)
    {
        try
        {
            signing.ExportParameters(includePrivateParameters: true);
            return new SealKeys(signing, trusted);
        }
        catch (CryptographicException)
        {
            throw new SettingsException(["Seals__KeyFile: the file holds a public key; sealing needs a private one."]);
        }
    }

    private static ECDsa Parse(string name, string file, string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (SealKeys.IsOnItsCurve(key)) return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Said below, whatever it is.
        }
        key.Dispose();
        throw new SettingsException([$"{name} = '{file}': must be a PEM file with a key on the curve NIST P-256."]);
    }

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
