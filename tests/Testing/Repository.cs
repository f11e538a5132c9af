namespace EventAgents.Testing;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The full path of something in it.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException("The tests do not lie in a checkout."),
        _ when File.Exists(Path.Combine(folder.FullName, "EventAgents.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
