using System.Net;
using System.Text.RegularExpressions;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Features;
using EventAgents.Projections.Audit;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>The flags, which ask for the operator's key, and the audit log, whose every filter has a field and stands in the permalink.</summary>
public sealed partial class FlagAndAuditPageTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flag_is_changed_with_the_operators_key_alone_and_everybody_sees_when_and_why()
    {
        using var admin = new ConsoleClient(host.Address, await host.Ours.NewKeyAsync([Role.Admin]));
        (string, string)[] change = [("flag", "sidecarMemory"), ("value", "on"), ("reason", "a trial of the console")];
        var refused = await ConsoleClient.TextOfAsync(await admin.SendAsync("/feature-flags", [.. change, ("key", "not-the-key-<typed>")]), HttpStatusCode.Forbidden);
        Assert.Contains("not the installation&#x27;s operator key", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-key", refused, StringComparison.Ordinal);
        Assert.False(host.Service<FeatureSwitches>().IsOn(FeatureFlag.SidecarMemory));
        Assert.Contains(await FactsAsync<AccessDenied>("access_denied"), denied => denied is { Route: "/feature-flags", Reason: "operator-key" });

        Assert.Equal("/feature-flags", (await admin.SendAsync("/feature-flags", [.. change, ("key", HostFixture.OperatorKey)])).Headers.Location?.ToString());
        Assert.True(host.Service<FeatureSwitches>().IsOn(FeatureFlag.SidecarMemory));
        using var agent = new ConsoleClient(host.Address, await host.Theirs.NewKeyAsync([Role.Agent]));
        var shown = await agent.ReadAsync("/feature-flags");
        Assert.Contains("a trial of the console", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"key\"", shown, StringComparison.Ordinal);

        var stored = await host.Service<IEventStore>().ReadAllAsync(new EventFilter { StreamType = "feature_flags" }, cancellation: _cancellation).LastAsync(_cancellation);
        Assert.Equal(("system", "operator-key"), (stored.Stream.TenantId, stored.Metadata.Headers["auth-method"]));
        Assert.NotEqual(stored.Metadata.UserName, stored.Metadata.Headers["on-behalf-of"]);

        var stale = await admin.SendAsync("/feature-flags", [.. change, ("value", "off"), ("version", "99"), ("key", HostFixture.OperatorKey)]);
        Assert.NotEqual(HttpStatusCode.SeeOther, stale.StatusCode);
        Assert.True(host.Service<FeatureSwitches>().IsOn(FeatureFlag.SidecarMemory));
    }

    [Fact]
    public async Task Guessing_the_operators_key_is_stopped()
    {
        using var admin = new ConsoleClient(host.Address, await host.Theirs.NewKeyAsync([Role.Admin]));
        for (var guess = 0; ; guess++)
        {
            Assert.True(guess < 10, "Nobody stops the guessing.");
            var answer = await admin.SendAsync("/feature-flags", ("flag", "partyMode"), ("value", "on"), ("key", $"guess {guess}"));
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) break;
        }
        host.Clock.Advance(TimeSpan.FromMinutes(2));  // for the tests that come after
    }

    [Fact]
    public async Task Every_filter_of_the_audit_log_has_a_field_and_stands_in_the_permalink_and_in_the_export()
    {
        var filter = new Dictionary<string, string>
        {
            ["from"] = "2026-01-02T03:04:05Z",
            ["until"] = "2099-01-02T03:04:05Z",
            ["actor"] = "somebody",
            ["action"] = "issue_submitted",
            ["resourceType"] = "issue",
            ["resourceId"] = Guid.CreateVersion7().ToString(),
            ["outcome"] = "succeeded",
            ["q"] = "two words",
        };
        var known = typeof(AuditFilter).GetConstructors()[0].GetParameters().Select(parameter => parameter.Name!.ToUpperInvariant());
        Assert.Equal(known.Order(), filter.Keys.Select(name => name.ToUpperInvariant()).Order());

        using var reviewer = new ConsoleClient(host.Address, await host.Ours.NewKeyAsync([Role.Reviewer]));
        var page = await reviewer.ReadAsync($"/audit{QueryString.Create(filter!)}");
        foreach (var name in filter.Keys) Assert.Contains($"id=\"filter-{name}\"", page, StringComparison.Ordinal);
        foreach (var pattern in new[] { Permalink(), Export() })
        {
            var query = System.Web.HttpUtility.ParseQueryString(WebUtility.HtmlDecode(pattern.Match(page).Groups[1].Value));
            Assert.Equal(filter, filter.Keys.ToDictionary(name => name, name => query[name] ?? ""));
        }
    }

    private async Task<List<T>> FactsAsync<T>(string type) =>
        await host.Service<IEventStore>().ReadAllAsync(new EventFilter { Types = [type] }, cancellation: _cancellation).Select(stored => stored.Data).OfType<T>().ToListAsync(_cancellation);

    [GeneratedRegex("href=\"/audit([^\"]*)\">Permalink")]
    private static partial Regex Permalink();

    [GeneratedRegex("href=\"/api/v1/audit/export([^\"]*)\" download>CSV")]
    private static partial Regex Export();
}
