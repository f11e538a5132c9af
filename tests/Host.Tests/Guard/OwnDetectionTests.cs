using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventAgents.Events;
using EventAgents.Host.Guard;
using EventAgents.Host.Tests.WebConsole;
using Npgsql;

namespace EventAgents.Host.Tests.Guard;

/// <summary>An organisation's own recognizers, lists and thresholds: set by its admin, used wherever its texts are read, kept from everybody else.</summary>
public class OwnDetectionTests(ProviderFixture host) : IClassFixture<ProviderFixture>
{
    private const string Word = "Project Zinnober", Id = "OR-12345678", Allowed = "service-desk@example.com";
    private const string Text = $"Tell {Allowed} that {Word} has orchard {Id}.";

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_organisation_adds_holds_for_its_calls_and_for_nobody_elses()
    {
        await PutAsync(host.Ours, Own);
        var (ours, oursSent) = await CallAsync(host.Ours, Text);
        Assert.Equal(Text, ours);
        Assert.DoesNotContain(Word, oursSent, StringComparison.Ordinal);
        Assert.DoesNotContain("Zinnober", oursSent, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Id, oursSent, StringComparison.Ordinal);
        Assert.Contains(Allowed, oursSent, StringComparison.Ordinal);
        Assert.Matches("ORCHARD_ID_[0-9A-Z]{12}", oursSent);

        var (theirs, theirsSent) = await CallAsync(host.Theirs, Text);
        Assert.Equal(Text, theirs);
        Assert.Contains(Word, theirsSent, StringComparison.Ordinal);
        Assert.Contains(Id, theirsSent, StringComparison.Ordinal);
        Assert.DoesNotContain(Allowed, theirsSent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_try_out_and_detection_use_them_too()
    {
        await PutAsync(host.Ours, Own);
        foreach (var (organisation, isOwn) in new[] { (host.Ours, true), (host.Theirs, false) })
        {
            var preview = await (await organisation.Member.PostAsJsonAsync("/api/v1/guard/preview", new { text = Text }, _cancellation)).ReadAsync();
            Assert.Equal(isOwn, !preview.GetProperty("leaves").GetString()!.Contains(Word, StringComparison.Ordinal));
            Assert.Equal(Text, preview.GetProperty("comesBack").GetString());

            var found = await (await organisation.Member.PostAsJsonAsync("/api/v1/pii/detect", new { text = Text }, _cancellation)).ReadAsync();
            var values = found.GetProperty("items").EnumerateArray().ToDictionary(
                item => Text.Substring(item.GetProperty("start").GetInt32(), item.GetProperty("length").GetInt32()), item => item.GetProperty("entityType").GetString());
            Assert.Equal(isOwn ? "CODE" : null, values.GetValueOrDefault(Word));
            Assert.Equal(isOwn ? "ORCHARD_ID" : null, values.GetValueOrDefault(Id));
            Assert.Equal(isOwn ? null : "EMAIL", values.GetValueOrDefault(Allowed));
        }
    }

    [Fact]
    public async Task The_policy_is_read_as_it_was_put_and_the_same_again_changes_nothing()
    {
        var put = await PutAsync(host.Ours, Own);
        Assert.Equal(
            """{"recognizers":["ORCHARD_ID"],"allowed":1,"denied":1,"thresholds":{"DATE_TIME":0.9}}""", put.GetProperty("detection").GetRawText());

        var shown = await host.Ours.Admin.GetAsync("/api/v1/guard/policy", _cancellation);
        var policy = JsonNode.Parse(await shown.Content.ReadAsStringAsync(_cancellation))!.AsObject();
        Assert.Equal(Word, (string?)policy["detection"]!["deny"]![0]!["value"]);
        var version = put.GetProperty("version").GetInt64();
        Assert.Equal($"\"{version}\"", shown.Headers.ETag?.Tag);

        var again = await (await host.Ours.Admin.PutAsJsonAsync("/api/v1/guard/policy", policy, _cancellation)).ReadAsync();
        Assert.Equal(version, again.GetProperty("version").GetInt64());

        var without = await (await host.Ours.Admin.PutAsJsonAsync("/api/v1/guard/policy", new { images = "strip" }, _cancellation)).ReadAsync();
        Assert.Equal(1, without.GetProperty("detection").GetProperty("denied").GetInt32());
        using var stale = new HttpRequestMessage(HttpMethod.Put, "/api/v1/guard/policy") { Content = JsonContent.Create(new { detection = new { } }) };
        stale.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await host.Ours.Admin.SendAsync(stale, _cancellation)).StatusCode);

        var none = await (await host.Ours.Admin.PutAsJsonAsync("/api/v1/guard/policy", new { detection = new { } }, _cancellation)).ReadAsync();
        Assert.Equal(0, none.GetProperty("detection").GetProperty("denied").GetInt32());
        Assert.Contains(Word, (await CallAsync(host.Ours, Text)).Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_changes_once_and_no_table_shows_a_value()
    {
        const string secret = "Zaffrepurpur";
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/guard/policy")
            {
                Content = JsonContent.Create(new { detection = new { deny = new[] { new { value = secret } }, allow = new[] { $"{secret}@example.org" }, recognizers = new[] { new { name = "R", pattern = $"{secret}[0-9]" } } } }),
            };
            request.Headers.Add("Idempotency-Key", "own-detection-1");
            await (await host.Ours.Admin.SendAsync(request, _cancellation)).ReadAsync();
        }
        Assert.DoesNotContain(secret, (await CallAsync(host.Ours, $"On {secret}, {secret}7")).Sent, StringComparison.Ordinal);
        await host.Service<EventStore.ProjectionRuntime>().CatchUpAsync(_cancellation);
        Assert.Empty(await DatabaseSearch.TablesWithAsync(host.ConnectionString, secret, _cancellation));

        var audit = await (await host.Ours.Admin.GetAsync("/api/v1/audit?q=guard_detection_changed", _cancellation)).ReadAsync();
        Assert.NotEmpty(audit.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_change_made_by_another_host_holds_here_too_without_a_restart()
    {
        await using var other = await host.StartAnotherAsync();
        using var elsewhere = new HttpClient { BaseAddress = other.ApiAddress };
        elsewhere.DefaultRequestHeaders.Authorization = host.Theirs.Admin.DefaultRequestHeaders.Authorization;
        const string word = "Krapplack";
        Assert.Contains(word, (await CallAsync(host.Theirs, $"about {word}")).Sent, StringComparison.Ordinal);

        await (await elsewhere.PutAsJsonAsync("/api/v1/guard/policy", new { detection = new { deny = new[] { new { value = word } } } }, _cancellation)).ReadAsync();
        while ((await CallAsync(host.Theirs, $"about {word}")).Sent.Contains(word, StringComparison.Ordinal)) _cancellation.ThrowIfCancellationRequested();

        // Overwritten again and again: a host that has read the event before the row is gone reads again, and refuses nothing.
        for (var i = 0; i < 5; i++)
        {
            await (await elsewhere.PutAsJsonAsync("/api/v1/guard/policy", new { detection = new { deny = new[] { new { value = $"{word} {i}" } } } }, _cancellation)).ReadAsync();
            await CallAsync(host.Theirs, "hello");
        }
        await (await elsewhere.PutAsJsonAsync("/api/v1/guard/policy", new { detection = new { } }, _cancellation)).ReadAsync();
    }

    [Theory]
    [InlineData("delete from guard.detection where tenant_id = $1")]
    [InlineData("update guard.detection set sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40)) where tenant_id = $1")]
    [InlineData("update guard.detection set key_id = 'lost' where tenant_id = $1")]
    [InlineData("update guard.detection set detection_id = gen_random_uuid() where tenant_id = $1")]
    public async Task A_policy_that_cannot_be_read_refuses_every_call_until_it_is_put_again(string damage)
    {
        await PutAsync(host.Ours, new { deny = new[] { new { value = damage.Split(' ')[0] } } });
        await using (var database = NpgsqlDataSource.Create(host.ConnectionString))
        {
            await using var last = database.CreateCommand("select tenant_id from events.mt_events where type = 'guard_detection_changed' order by seq_id desc limit 1");
            var tenant = (string)(await last.ExecuteScalarAsync(_cancellation))!;
            await using var command = database.CreateCommand(damage);
            command.Parameters.Add(new() { Value = tenant });
            Assert.Equal(1, await command.ExecuteNonQueryAsync(_cancellation));
            host.Service<EventPolicies>().Forget(tenant);
        }

        var before = host.Received.Count;
        using var guard = host.Ours.GuardClientOf(Role.Agent);
        var refused = await guard.PostAsJsonAsync("/openai/v1/chat/completions", Chat("hello"), _cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("false", refused.Headers.GetValues("x-should-retry").Single());
        Assert.Contains("policy-unreadable", await refused.Content.ReadAsStringAsync(_cancellation), StringComparison.Ordinal);
        Assert.Equal(before, host.Received.Count);
        foreach (var path in (string[])["guard/preview", "pii/detect"])
        {
            var tried = await host.Ours.Member.PostAsJsonAsync($"/api/v1/{path}", new { text = "hello" }, _cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, tried.StatusCode);
        }
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Ours.Admin.GetAsync("/api/v1/guard/policy", _cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Ours.Admin.GetAsync("/api/v1/guard/settings", _cancellation)).StatusCode);
        await CallAsync(host.Theirs, "hello");

        await PutAsync(host.Ours, Own);
        Assert.Equal("hello", (await CallAsync(host.Ours, "hello")).Reply);
    }

    [Theory]
    [InlineData("""{"recognizers":[{"name":"A","pattern":"(a)\\1"}]}""", "/detection/recognizers/0", "cannot be matched in linear time")]
    [InlineData("""{"recognizers":[{"name":"A","pattern":"(?<=x)a"}]}""", "/detection/recognizers/0", "cannot be matched in linear time")]
    [InlineData("""{"recognizers":[{"name":"A","pattern":"(a"}]}""", "/detection/recognizers/0", "not valid")]
    [InlineData("""{"recognizers":[{"name":"A","pattern":"a*"}]}""", "/detection/recognizers/0", "empty text")]
    [InlineData("""{"recognizers":[{"name":"a b","pattern":"a"}]}""", "/detection/recognizers/0", "1 to 40 characters")]
    [InlineData("""{"recognizers":[{"name":"A","pattern":"a","verifier":"crc"}]}""", "/detection/recognizers/0", "luhn")]
    [InlineData("""{"recognizers":[{"name":"A","pattern":"a","type":"NAME"}]}""", "/detection/recognizers/0/type", "no such entity type")]
    [InlineData("""{"recognizers":[{"name":"EMAIL","pattern":"a"}]}""", "/detection/recognizers/0/name", "built-in")]
    [InlineData("""{"recognizers":[{"name":"A","pattern":"a"},{"name":"A","pattern":"b"}]}""", "/detection/recognizers/1/name", "has this name")]
    [InlineData("""{"recognizers":[{"name":"A","pattern":"a","contextWords":[""]}]}""", "/detection/recognizers/0/contextWords", "1 to 50 characters")]
    [InlineData("""{"recognizers":[null]}""", "/detection/recognizers/0", "null")]
    [InlineData("""{"allow":[" "]}""", "/detection/allow/0", "1 to 200 characters")]
    [InlineData("""{"allow":["a",null]}""", "/detection/allow/1", "1 to 200 characters")]
    [InlineData("""{"deny":[{"value":"x"}]}""", "/detection/deny/0/value", "2 to 200 characters")]
    [InlineData("""{"deny":[{"value":"--"}]}""", "/detection/deny/0/value", "a letter or a digit")]
    [InlineData("""{"deny":[{"value":"Falcon"},{"value":"FALCON"}]}""", "/detection/deny/1/value", "already")]
    [InlineData("""{"deny":[{"value":"Falcon"}],"allow":["falcon"]}""", "/detection/deny/0/value", "other list")]
    [InlineData("""{"deny":[{"value":"Falcon","type":"BIRD"}]}""", "/detection/deny/0/type", "no such entity type")]
    [InlineData("""{"thresholds":{"DATE_TIME":1.5}}""", "/detection/thresholds/DATE_TIME", "between 0 and 1")]
    [InlineData("""{"thresholds":{"a/b":0.5}}""", "/detection/thresholds/a~1b", "no such entity type")]
    [InlineData("""{"patterns":[]}""", "/detection", "")]
    public async Task What_cannot_hold_is_refused_with_its_place_and_the_reason(string detection, string where, string reason)
    {
        var errors = await ErrorsOfAsync(JsonNode.Parse(detection)!);
        var (place, messages) = Assert.Single(errors.EnumerateObject().Select(error => (error.Name, error.Value.EnumerateArray().Select(m => m.GetString()!).ToList())));
        Assert.StartsWith(where, place, StringComparison.Ordinal);
        Assert.Contains(messages, message => message.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("allow", DetectionCompiler.MaxValues), InlineData("deny", DetectionCompiler.MaxValues), InlineData("recognizers", DetectionCompiler.MaxRecognizers)]
    public async Task A_list_is_taken_up_to_its_limit(string list, int limit)
    {
        JsonObject Of(int count) => new() { [list] = new JsonArray([.. Enumerable.Range(0, count).Select(One)]) };
        JsonNode? One(int i) => list switch
        {
            "allow" => $"{i:0000}".PadRight(DetectionCompiler.MaxValueLength, 'é'),
            "deny" => new JsonObject { ["value"] = $"{i:0000}".PadRight(DetectionCompiler.MaxValueLength, 'é') },
            _ => new JsonObject { ["name"] = $"R{i}", ["pattern"] = $"r{i}-{new string('x', 900)}" },
        };
        await PutAsync(host.Theirs, Of(limit));
        Assert.True((await ErrorsOfAsync(Of(limit + 1))).TryGetProperty($"/detection/{list}", out _));
        await PutAsync(host.Theirs, new { });
    }

    [Fact]
    public async Task An_admin_sees_and_changes_them_in_the_console()
    {
        await PutAsync(host.Theirs, Own);
        using var browser = new ConsoleClient(host.Address, await host.Theirs.NewKeyAsync([Role.Admin]));
        var page = WebUtility.HtmlDecode(await browser.ReadAsync("/guard"));
        Assert.Contains("1 recognizers, 1 values always found, 1 values never found, 1 thresholds.", page, StringComparison.Ordinal);
        Assert.Contains($"\"value\": \"{Word}\"", page, StringComparison.Ordinal);

        foreach (var (typed, fault) in new[] { ("{", "This must be JSON."), ("""{"allow":[""]}""", "detection/allow/0: A value has 1 to 200 characters.") })
        {
            var refused = await ConsoleClient.TextOfAsync(await SendAsync(typed), HttpStatusCode.BadRequest);
            Assert.Contains(fault, WebUtility.HtmlDecode(refused), StringComparison.Ordinal);
            Assert.Contains(typed, WebUtility.HtmlDecode(refused), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync("""{"deny":[{"value":"Ultramarin"}]}""")).StatusCode);
        Assert.DoesNotContain("Ultramarin", (await CallAsync(host.Theirs, "about Ultramarin")).Sent, StringComparison.Ordinal);
        await PutAsync(host.Theirs, new { });

        async Task<HttpResponseMessage> SendAsync(string detection)
        {
            var settings = await (await host.Theirs.Admin.GetAsync("/api/v1/guard/settings", _cancellation)).ReadAsync();
            return await browser.SendAsync("/guard", ("do", "policy"), ("version", settings.GetProperty("version").GetRawText()), ("images", "block"), ("audio", "block"), ("files", "block"), ("replies", "off"), ("detection", detection));
        }
    }

    private static object Own => new
    {
        recognizers = new[] { new { name = "ORCHARD_ID", pattern = "\\bOR-[0-9]{8}\\b", contextWords = new[] { "orchard" } } },
        allow = new[] { Allowed },
        deny = new[] { new { value = Word, type = "CODE" } },
        thresholds = new Dictionary<string, double> { ["DATE_TIME"] = 0.9 },
    };

    private static object Chat(string text) => new { model = "m", messages = new[] { new { role = "user", content = text } } };

    private async Task<JsonElement> PutAsync(TestOrganisation organisation, object detection) =>
        await (await organisation.Admin.PutAsJsonAsync("/api/v1/guard/policy", new { detection }, _cancellation)).ReadAsync();

    private async Task<JsonElement> ErrorsOfAsync(JsonNode detection)
    {
        var answer = await host.Theirs.Admin.PutAsJsonAsync("/api/v1/guard/policy", new { detection }, _cancellation);
        var problem = await answer.ReadAsync(HttpStatusCode.BadRequest);
        Assert.EndsWith("/validation", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        return problem.GetProperty("errors");
    }

    private async Task<(string Reply, string Sent)> CallAsync(TestOrganisation organisation, string text)
    {
        using var guard = organisation.GuardClientOf(Role.Agent);
        var reply = await (await guard.PostAsJsonAsync("/openai/v1/chat/completions", Chat(text), _cancellation)).ReadAsync();
        return (reply.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!, host.Received.Last());
    }
}
