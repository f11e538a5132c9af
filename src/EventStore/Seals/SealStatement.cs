using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace EventAgents.EventStore;

/// <summary>What a seal that was handed out states, once its signature was verified.</summary>
/// <param name="Number">1, 2, 3 … without a gap.</param>
/// <param name="Positions">Where its events are.</param>
/// <param name="Previous">Hash of the seal before, in hex.</param>
/// <param name="Hash">Its hash, in hex.</param>
public sealed record SealStatement(long Number, PositionRanges Positions, string Previous, string Hash)
{
    /// <summary>Reads a JSON Web Signature in compact form.</summary>
    /// <param name="jws">As <see cref="Seal.Jws"/> gave it.</param>
    /// <param name="keys">The public keys that are trusted.</param>
    /// <returns>Null when it is none, or no trusted key signed it.</returns>
    public static SealStatement? Read(string jws, SealKeys keys)
    {
        if (jws.Split('.') is not [var header, var statement, var signature]) return null;
        try
        {
            var keyId = JsonElement.Parse(Base64Url.DecodeFromChars(header)).GetProperty("kid").GetString()!;
            if (!keys.Verify(keyId, Encoding.ASCII.GetBytes($"{header}.{statement}"), Base64Url.DecodeFromChars(signature))) return null;
            var json = JsonElement.Parse(Base64Url.DecodeFromChars(statement));
            return PositionRanges.Parse(Text("positions")) is { } positions ? new SealStatement(json.GetProperty("number").GetInt64(), positions, Text("previous"), Text("hash")) : null;

            string Text(string name) => json.GetProperty(name).GetString()!;
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            return null;
        }
    }
}
