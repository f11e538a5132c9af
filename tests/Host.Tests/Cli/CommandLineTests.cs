using EventAgents.Host.Cli;

namespace EventAgents.Host.Tests.Cli;

/// <summary>The program as a shell sees it: a process of its own, its output and its exit code.</summary>
public class CommandLineTests
{
    [Fact]
    public async Task Help_lists_the_verbs()
    {
        var run = await Program.RunAsync(["--help"]);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("serve", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        var run = await Program.RunAsync(["--version"]);
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", run.Output);
    }

    [Theory]
    [InlineData("no-such-verb")]
    [InlineData("serve", "--no-such-option")]
    [InlineData]
    public async Task A_wrong_command_line_is_a_usage_error(params string[] arguments)
    {
        var run = await Program.RunAsync(arguments);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("eventagents --help", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EVENTAGENTS_API_PORT", "70000", "must be a port")]
    [InlineData("EVENTAGENTS_ROLES", "api,cook", "'cook' is none of")]
    [InlineData("EVENTAGENTS_BIND", "here", "must be an IP address")]
    [InlineData("DOTNET_ENVIRONMENT", "Test", "must be one of Development, Staging, Production")]
    [InlineData("Store__HealthTimeoutSeconds", "9", "must be between 1 and 4")]
    [InlineData("Store__HealthTimeoutSeconds", "soon", "HealthTimeoutSeconds")]
    [InlineData("Store__NoSuchSetting", "1", "there is no such setting")]
    [InlineData("Features__KnowledgeBase", "perhaps", "KnowledgeBase")]
    [InlineData("Features__NoSuchFlag", "true", "there is no such setting")]
    [InlineData("Thresholds__AgentFailureRatio", "3", "must be between 0 and 1")]
    [InlineData("Api__RequestsPerMinute", "-1", "must be between 0 and")]
    [InlineData("Jobs__MaxRunningPerTenant", "0", "must be between 1 and")]
    public async Task A_wrong_setting_names_key_value_and_rule(string key, string value, string rule)
    {
        var run = await Program.RunAsync(["serve"], (key, value));
        Assert.Equal(ExitCode.Settings, run.ExitCode);
        Assert.Contains(key.Replace("__", ":", StringComparison.Ordinal).Split(':')[0], run.Errors, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", run.Errors, StringComparison.Ordinal);
        Assert.Contains(rule, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_operator_key_is_refused_and_not_shown()
    {
        var run = await Program.RunAsync(["serve"], ("EVENTAGENTS_OPERATOR_KEY", "open-sesame"));
        Assert.Equal(ExitCode.Settings, run.ExitCode);
        Assert.Contains("EVENTAGENTS_OPERATOR_KEY = '***': must have 32", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", run.Errors + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_wrong_settings_are_named_at_once()
    {
        var run = await Program.RunAsync(["serve"], ("EVENTAGENTS_API_PORT", "x"), ("Store__HealthTimeoutSeconds", "9"));
        Assert.Contains("EVENTAGENTS_API_PORT", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Store:HealthTimeoutSeconds", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_does_not_embed_a_server_unasked()
    {
        var run = await Program.RunAsync(["serve"], ("DOTNET_ENVIRONMENT", "Production"));
        Assert.Equal(ExitCode.Settings, run.ExitCode);
        Assert.Contains("ConnectionStrings__EventStore", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Printed_settings_hold_no_password()
    {
        var run = await Program.RunAsync(
            ["--print-config"],
            ("ConnectionStrings__EventStore", "Host=db.example.com;Username=ea;Password=open-sesame"), ("EVENTAGENTS_OPERATOR_KEY", new string('s', 32)),
            ("Guard__Providers__openai__BaseUrl", "https://llm.example.com"), ("Guard__Providers__openai__ApiKey", "open-sesame"),
            ("Guard__Providers__openai__Protocol", "openai"), ("DOTNET_ENVIRONMENT", "Staging"));
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("Host=db.example.com", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", run.Output, StringComparison.Ordinal);
        Assert.Contains("EVENTAGENTS_OPERATOR_KEY = ***", run.Output, StringComparison.Ordinal);
        Assert.Contains("Guard__Providers__openai__ApiKey = ***", run.Output, StringComparison.Ordinal);
        Assert.Contains("Features__PartyMode = True", run.Output, StringComparison.Ordinal);
        Assert.Contains("Thresholds__ErrorsPerHour = 20", run.Output, StringComparison.Ordinal);
    }
}
