using EventAgents.EventStore;
using EventAgents.Host.Settings;
using Npgsql;

namespace EventAgents.Host.Seals;

/// <summary>Verifies the log of an environment against its seals, with the keys and the memory that stand outside of the database.</summary>
internal static class SealVerification
{
    /// <summary>Verifies everything.</summary>
    /// <param name="settings">Where keys and memory are.</param>
    /// <param name="database">The log.</param>
    /// <param name="exported">Manifests of exports; the seals in them must still be there as they were.</param>
    /// <param name="progress">Told after every seal.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SettingsException">A key's file or a manifest cannot be read.</exception>
    /// <exception cref="SealException">This host's memory cannot be read, or a manifest's seals are not believed.</exception>
    public static async Task<SealReport> RunAsync(
        EffectiveSettings settings, NpgsqlDataSource database, IEnumerable<ExportManifest> exported, IProgress<SealProgress>? progress, CancellationToken cancellation)
    {
        using var keys = SealKeyFiles.Load(settings, mayMake: false);
        var known = new List<KnownSeal>();
        if (SealSetup.HeadOf(settings, database).Read() is var (number, hash)) known.Add(new KnownSeal(number, hash));
        foreach (var manifest in exported)
        {
            var (seals, fault) = manifest.Verify(keys);
            if (fault is not null) throw new SealException(fault);
            known.AddRange(seals.Select(seal => new KnownSeal(seal.Number, Convert.FromHexString(seal.Hash))));
        }
        return await new SealVerifier(database, keys, TimeProvider.System).VerifyAsync(known, progress, cancellation);
    }
}
