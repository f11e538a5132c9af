using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EventAgents.EventStore;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Seals;

/// <summary>The manifest of an audit export as it was taken away, seals included.</summary>
/// <param name="Format">How the export is written.</param>
/// <param name="Rows">How many facts it has.</param>
/// <param name="Sha256">Of the file, in hex.</param>
/// <param name="Seals">Each a JSON Web Signature.</param>
internal sealed record ExportManifest(string Format, long Rows, string Sha256, IReadOnlyList<string> Seals)
{
    /// <exception cref="SettingsException">The file is no manifest.</exception>
    public static ExportManifest Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ExportManifest>(File.ReadAllBytes(path), Lenient) ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"'{path}' is no manifest as GET /api/v1/audit/exports/{{id}} gives it."]);
        }
    }

    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>The seals in order, verified.</summary>
    /// <returns>What they state, or which one is not believed.</returns>
    public (IReadOnlyList<SealStatement> Seals, string? Fault) Verify(SealKeys keys)
    {
        var verified = new List<SealStatement>(Seals.Count);
        foreach (var jws in Seals)
        {
            if (SealStatement.Read(jws, keys) is not { } seal) return (verified, $"The {verified.Count + 1}. seal of the manifest was altered, or no trusted key made it.");
            if (verified.Count > 0 && (seal.Number != verified[^1].Number + 1 || seal.Previous != verified[^1].Hash))
            {
                return (verified, $"Seal {seal.Number} does not follow seal {verified[^1].Number}.");
            }
            verified.Add(seal);
        }
        return (verified, null);
    }
}

/// <summary>What was found out about an export, with nothing but files.</summary>
/// <param name="Rows">Its facts.</param>
/// <param name="Sealed">How many of them come from sealed events.</param>
/// <param name="Fault">What is wrong; null for nothing.</param>
internal sealed record ExportReport(long Rows, long Sealed, string? Fault);

/// <summary>An audit export, checked against its manifest.</summary>
internal static class ExportFile
{
    public static ExportReport Check(string path, ExportManifest manifest, SealKeys keys)
    {
        using (var file = File.OpenRead(path))
        {
            if (Convert.ToHexStringLower(SHA256.HashData(file)) != manifest.Sha256) return new ExportReport(0, 0, "The file is not the one that the manifest is about: its SHA-256 differs.");
        }
        var (seals, fault) = manifest.Verify(keys);
        if (fault is not null) return new ExportReport(0, 0, fault);

        var (rows, covered, next) = (0L, 0L, 0);
        foreach (var position in File.ReadLines(path).Skip(manifest.Format == "csv" ? 1 : 0).Select(line => PositionOf(line, manifest.Format)))
        {
            rows++;
            while (next < seals.Count && seals[next].Positions.Last < position) next++;
            if (next == seals.Count) continue;  // younger than the last seal
            if (!seals[next].Positions.Contains(position)) return new ExportReport(rows, covered, $"Seal {seals[next].Number} knows no event at position {position}.");
            covered++;
        }
        return new ExportReport(rows, covered, rows == manifest.Rows ? null : $"The file has {rows} rows and not {manifest.Rows}.");
    }

    private static long PositionOf(string line, string format) => format switch
    {
        "csv" => long.Parse(line.AsSpan(0, line.IndexOf(',', StringComparison.Ordinal)), CultureInfo.InvariantCulture),
        "cloudevents" => JsonElement.Parse(line).GetProperty("data").GetProperty("position").GetInt64(),
        _ => JsonElement.Parse(line).GetProperty("position").GetInt64(),
    };
}
