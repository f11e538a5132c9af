namespace EventAgents.Host.Settings;

/// <summary>Settings that the host does not start with. Each problem names the key, the value and the rule.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
