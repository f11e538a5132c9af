using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace EventAgents.Host.Tests.Architecture;

/// <summary>References point one way: what has happened knows nobody, the composition root knows all.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Events"] = [],
        ["Pii"] = [],
        ["EventStore"] = [],
        ["Commands"] = ["Events", "EventStore"],
        ["Projections"] = ["Events", "EventStore"],
        ["Guard"] = ["Pii"],
        ["Host"] = ["Commands", "Events", "EventStore", "Guard", "Pii", "Projections"],
    };

    private static string Sources([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src"));

    [Fact]
    public void Every_project_references_only_what_lies_below_it()
    {
        foreach (var project in Directory.EnumerateFiles(Sources(), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(Path.GetDirectoryName(project))!;
            var references = XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileName(Path.GetDirectoryName((string)r.Attribute("Include")!.Value.Replace('\\', '/')))!);
            Assert.True(Allowed.TryGetValue(name, out var allowed), $"src/{name} has no place in the order of references.");
            Assert.Empty(references.Except(allowed));
        }
    }

    [Fact]
    public void The_log_knows_no_package_but_npgsql()
    {
        var packages = XDocument.Load(Path.Combine(Sources(), "EventStore", "EventAgents.EventStore.csproj")).Descendants("PackageReference").Select(p => (string)p.Attribute("Include")!);
        Assert.Equal(["Npgsql"], packages);
    }

    [Theory]
    [InlineData("Events")]
    [InlineData("EventStore")]
    [InlineData("Commands")]
    [InlineData("Projections")]
    [InlineData("Pii")]
    [InlineData("Guard/Masking")]
    [InlineData("Guard/Protocols")]
    public void The_web_is_known_in_the_proxy_and_the_host_alone(string folder)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Sources(), folder), "*.cs", SearchOption.AllDirectories);
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("Microsoft.AspNetCore", StringComparison.Ordinal));
    }
}
