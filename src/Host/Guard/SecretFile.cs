using System.Security.Cryptography;

namespace EventAgents.Host.Guard;

/// <summary>The secret of an environment that was given none: made once, kept in a file that only its owner can read.</summary>
internal static class SecretFile
{
    private const string Name = "guard.key";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the secret, or makes it. Of two processes that start at once, one makes it.</summary>
    /// <param name="folder">The environment's folder.</param>
    public static GuardSecret ReadOrMake(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) Make(path);
        return new GuardSecret { Id = "file", Secret = File.ReadAllText(path).Trim() };
    }

    private static void Make(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():n}";
        using (var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        using (var writer = new StreamWriter(file))
        {
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
