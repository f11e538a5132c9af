using System.Globalization;
using System.Text.RegularExpressions;
using EventAgents.Host.Cli;
using EventAgents.Host.EmbeddedPostgres;
using EventAgents.Host.Tests.Knowledge;

namespace EventAgents.Host.Tests.Seeding;

/// <summary><c>eventagents init</c> and <c>reset</c> as a person runs them, with a cluster of their own.</summary>
[Collection(Alone.Name)]
public sealed partial class InitTests : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly string _data = Directory.CreateTempSubdirectory("eventagents init ").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Staging_is_filled_once_in_ten_seconds_and_nothing_else_is_touched()
    {
        Directory.CreateDirectory(Path.Combine(_data, "development"));
        await File.WriteAllTextAsync(Path.Combine(_data, "development", "connection"), "not staging's", _cancellation);

        var first = await RunAsync("init", "--environment", "staging");
        Assert.True(first.ExitCode == ExitCode.Done, first.Errors);
        Assert.Contains("1,133 knowledge artifacts", first.Output, StringComparison.Ordinal);
        Assert.Contains("50 users", first.Output, StringComparison.Ordinal);

        var again = await RunAsync("init", "--environment", "staging");
        Assert.Contains("nothing to do", again.Output, StringComparison.Ordinal);

        var forced = await RunAsync("init", "--environment", "staging", "--force");
        Assert.True(forced.ExitCode == ExitCode.Done, forced.Errors);
        // What else the machine does only adds, so the faster one says how long it takes.
        Assert.True(Math.Min(SecondsOf(first), SecondsOf(forced)) < 10, $"{first.Output}\n{forced.Output}");

        var reset = await RunAsync("reset", "--environment", "staging", "--yes");
        Assert.True(reset.ExitCode == ExitCode.Done, reset.Errors);
        Assert.False(File.Exists(Path.Combine(_data, "staging", "seed.login")));

        Assert.Equal(["development/connection"], Directory.EnumerateFiles(_data, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Select(file => Path.GetRelativePath(_data, file)).Where(file => !file.StartsWith("staging", StringComparison.Ordinal)));
        Assert.Equal("not staging's", await File.ReadAllTextAsync(Path.Combine(_data, "development", "connection"), _cancellation));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(new ConnectionFile(Path.Combine(_data, "staging", "connection")).Path));
    }

    [Theory]
    [InlineData("init")]
    [InlineData("reset")]
    public async Task A_production_store_is_neither_filled_nor_emptied(string verb)
    {
        var run = await RunAsync(verb, "--environment", "production");
        Assert.Equal(ExitCode.Settings, run.ExitCode);
        Assert.Contains("production store", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_data, "production")));
    }

    [Fact]
    public async Task Without_a_yes_nothing_is_emptied()
    {
        var run = await RunAsync("reset", "--environment", "staging");
        Assert.Equal(ExitCode.Failed, run.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_data, "staging")));
    }

    private static double SecondsOf(Cli.Program.Finished run) => double.Parse(Seconds().Match(run.Output).Groups[1].Value, CultureInfo.InvariantCulture);

    private Task<Cli.Program.Finished> RunAsync(params string[] arguments) => Cli.Program.RunAsync(arguments, ("EVENTAGENTS_DATA", _data), ("ConnectionStrings__EventStore", ""));

    [GeneratedRegex(@"is ready, in ([0-9.]+) s")]
    private static partial Regex Seconds();
}
