using Npgsql;

namespace EventAgents.Host.EmbeddedPostgres;

/// <summary>Where a local cluster's connection string is kept, readable by its owner alone, for the host and the command line.</summary>
internal sealed class ConnectionFile(string path)
{
    public string Path => path;

    /// <summary>Null when there is no file.</summary>
    public NpgsqlConnectionStringBuilder? Read() => File.Exists(path) ? new NpgsqlConnectionStringBuilder(File.ReadAllText(path).Trim()) : null;

    /// <summary>Replaces the file as a whole, so that a crash leaves the old one or the new one.</summary>
    public void Write(NpgsqlConnectionStringBuilder connection)
    {
        var next = path + ".next";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using (var writer = new StreamWriter(next, options)) writer.WriteLine(connection.ConnectionString);
        File.Move(next, path, overwrite: true);
    }
}
