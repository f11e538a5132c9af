namespace EventAgents.Host.Settings;

/// <summary>A file that only its owner can read, made once and never changed.</summary>
internal static class OwnerFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the file, or makes it and its folder. Of two processes that start at once, one makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What is in a new one.</param>
    public static string ReadOrMake(string path, Func<string> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path)) Make(path, content());
        return File.ReadAllText(path).Trim();
    }

    private static void Make(string path, string content)
    {
        var draft = $"{path}.{Guid.NewGuid():n}";
        using (var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        using (var writer = new StreamWriter(file))
        {
            writer.WriteLine(content);
            writer.Flush();
            file.Flush(flushToDisk: true);  // what is made with it may be on disk a moment later
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
