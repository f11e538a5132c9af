namespace EventAgents.Host.Settings;

/// <summary>Which of the three environments this process belongs to.</summary>
internal static class EnvironmentName
{
    public const string Variable = "DOTNET_ENVIRONMENT";
    private static readonly string[] Known = [Environments.Development, Environments.Staging, Environments.Production];

    /// <exception cref="SettingsException">It is none of the three.</exception>
    public static string Parse(string? value)
    {
        if (string.IsNullOrEmpty(value)) return Environments.Development;
        return Known.FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw new SettingsException([$"{Variable} = '{value}': must be one of {string.Join(", ", Known)}."]);
    }
}
