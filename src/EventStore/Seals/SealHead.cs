using System.Globalization;
using System.Text;

namespace EventAgents.EventStore;

/// <summary>The last seal that a host made or saw, kept in a file beside the database, so that seals cut off the end are missed.</summary>
/// <param name="path">The file; it and its folder are made when they are missing.</param>
public sealed class SealHead(string path)
{
    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Number and hash; null when nothing was sealed here yet.</summary>
    /// <exception cref="SealException">The file holds something else.</exception>
    public (long Number, byte[] Hash)? Read()
    {
        if (!File.Exists(path)) return null;
        var parts = File.ReadAllText(path).Split(' ', StringSplitOptions.TrimEntries);
        return parts is [var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? (last, Convert.FromHexString(hash))
            : throw new SealException($"The file {path} does not hold the number and hash of a seal.");
    }

    /// <summary>Remembers a seal that is durable.</summary>
    public void Write(Seal seal)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():n}";
        using (var file = File.Create(draft))
        {
            file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seal.Number} {Convert.ToHexStringLower(seal.Hash)}\n")));
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }

    /// <inheritdoc/>
    public override string ToString() => path;
}

/// <summary>The seals are not as this host left them, or cannot be believed; the message says what to look at.</summary>
public sealed class SealException(string message) : Exception(message);
