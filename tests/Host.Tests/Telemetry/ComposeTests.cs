using EventAgents.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace EventAgents.Host.Tests.Telemetry;

/// <summary>What <c>docker-compose.yml</c> promises, read from it; containers are not started here.</summary>
public class ComposeTests
{
    private static readonly Dictionary<string, object> File = Read();
    private static readonly Dictionary<string, Dictionary<object, object>> Services =
        Children(File["services"]).ToDictionary(service => (string)service.Key, service => Children(service.Value));

    public static TheoryData<string> Names => [.. Services.Keys];

    [Fact]
    public void Every_part_has_a_container() =>
        Assert.Equal(["grafana", "guard", "host", "postgres", "prometheus", "worker"], Services.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_container_is_not_root_writes_nowhere_but_its_volumes_and_has_limits(string name)
    {
        var service = Services[name];
        Assert.Equal("true", service["read_only"]);
        Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", (string)service["user"]);
        Assert.Equal(["ALL"], Items(service["cap_drop"]));
        Assert.Equal(["no-new-privileges:true"], Items(service["security_opt"]));
        Assert.Matches("^[0-9]+[mg]$", (string)service["mem_limit"]);
        // The product's own image brings its check along.
        Assert.True(service.ContainsKey("healthcheck") || System.IO.File.ReadAllText(Repository.PathOf("Dockerfile")).Contains("HEALTHCHECK", StringComparison.Ordinal));
        if (service.TryGetValue("ports", out var ports)) Assert.All(Items(ports), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
    }

    [Fact]
    public void Agents_reach_the_guard_and_nothing_else()
    {
        var networks = Children(File["networks"]).ToDictionary(network => (string)network.Key, network => Children(network.Value));
        Assert.Equal("true", networks["agents"]["internal"]);
        Assert.Equal(["guard"], Services.Where(service => Items(service.Value["networks"]).Contains("agents")).Select(service => service.Key));
    }

    [Fact]
    public void Prometheus_looks_at_every_process_of_the_product()
    {
        var scraped = System.IO.File.ReadAllText(Repository.PathOf("ops", "prometheus", "prometheus.yml"));
        foreach (var (name, service) in Services.Where(service => service.Value.ContainsKey("build")))
        {
            Assert.Contains($"{name}:8080", scraped, StringComparison.Ordinal);
            Assert.Contains("watched", Items(service["networks"]));
        }
    }

    [Fact]
    public void No_secret_stands_in_the_file() => Assert.All(
        Services.Values.Where(service => service.ContainsKey("environment")).SelectMany(service => Children(service["environment"])),
        variable =>
        {
            if (((string)variable.Key).EndsWith("PASSWORD", StringComparison.Ordinal) || ((string)variable.Key).EndsWith("Secret", StringComparison.Ordinal))
                Assert.StartsWith("${", (string)variable.Value, StringComparison.Ordinal);
        });

    private static Dictionary<string, object> Read()
    {
        using var text = new StreamReader(Repository.PathOf("docker-compose.yml"));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(text)));
    }

    private static Dictionary<object, object> Children(object? node) => node as Dictionary<object, object> ?? [];

    private static IEnumerable<string> Items(object node) => ((List<object>)node).Cast<string>();
}
