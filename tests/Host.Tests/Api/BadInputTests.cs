using System.Net;
using System.Text;

namespace EventAgents.Host.Tests.Api;

/// <summary>What is sent wrong is refused with a problem document that says where; never with a 500.</summary>
public class BadInputTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"type":"bug"}""", "/title")]
    [InlineData("""{"title":"t"}""", "/type")]
    [InlineData("""{"type":"bug","title":""}""", "/title")]
    [InlineData("""{"type":"bug","title":null}""", "/title")]
    [InlineData("""{"type":"bug","title":7}""", "/title")]
    [InlineData("""{"type":"bug","title":["t"]}""", "/title")]
    [InlineData("""{"type":"insect","title":"t"}""", "/type")]
    [InlineData("""{"type":0,"title":"t"}""", "/type")]
    [InlineData("""{"type":"bug","title":"t","priority":"asap"}""", "/priority")]
    [InlineData("""{"type":"bug","title":"t","titel":"t"}""", "/titel")]
    [InlineData("""{"type":"bug","title":"t","Title":"t"}""", "/Title")]
    [InlineData("""{"type":"bug","title":"t","context":"text"}""", "/context")]
    [InlineData("""{"type":"bug","title":"t","context":[]}""", "/context")]
    [InlineData("""{"type":"bug","title":"t","a/b~c":1}""", "/a~1b~0c")]
    public async Task A_faulty_member_is_named_by_its_pointer(string body, string place)
    {
        var problem = await (await PostAsync("/api/v1/issues", body)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.Contains(place, problem.Pointers());
    }

    [Fact]
    public async Task All_faults_of_shape_are_named_at_once()
    {
        var problem = await (await PostAsync("/api/v1/issues", """{"type":"insect","priority":5,"wish":true}""")).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.Equal(["/priority", "/title", "/type", "/wish"], problem.Pointers().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_broken_rules_are_named_at_once()
    {
        var body = $$"""{"type":"bug","title":"{{new string('t', 201)}}","description":"{{new string('d', 20_001)}}","agentType":""}""";
        var problem = await (await PostAsync("/api/v1/issues", body)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.Equal(["/agentType", "/description", "/title"], problem.Pointers().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_text_at_its_limit_is_taken()
    {
        var body = $$$"""{"type":"bug","title":"{{{new string('t', 200)}}}","description":"{{{new string('d', 20_000)}}}","context":{"metadata":{"m":"{{{new string('c', 60_000)}}}"} } }""";
        await (await PostAsync("/api/v1/issues", body)).ReadAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("""{"type":"bug","title":"t"} x""")]
    [InlineData("""{"type":"bug","title":"t",}""")]
    [InlineData("""{"type":"bug","type":"bug","title":"t"}""")]
    [InlineData("""["type","bug"]""")]
    [InlineData("null")]
    [InlineData("""{"type":"bug","title":"NUL \u0000"}""")]
    [InlineData("""{"type":"bug","title":"half \ud800"}""")]
    [InlineData("""{"type":"bug","title":"half \udc00 too"}""")]
    [InlineData("""{"type":"bug","title":"t","context":{"\u0000":1}}""")]
    [InlineData("""{"type":"bug","title":"t","context":{"metadata":{"x":"\ud800"}}}""")]
    public async Task What_is_no_JSON_or_cannot_be_stored_is_refused(string body) =>
        await (await PostAsync("/api/v1/issues", body)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        using var content = new ByteArrayContent([.. """{"type":"bug","title":" """u8, 0xC3, 0x28, .. "\"}"u8]) { Headers = { ContentType = new("application/json") } };
        await (await host.Ours.Member.PostAsync("/api/v1/issues", content, _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Theory]
    [InlineData(60, HttpStatusCode.Created)]
    [InlineData(64, HttpStatusCode.BadRequest)]
    [InlineData(50_000, HttpStatusCode.BadRequest)]
    public async Task JSON_may_nest_so_deep_and_no_deeper(int depth, HttpStatusCode expected)
    {
        var nested = string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));
        await (await PostAsync("/api/v1/issues", $$"""{"type":"bug","title":"t","context":{"metadata":{"x":{{nested}} } } }""")).ReadAsync(expected);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data")]
    public async Task Another_content_type_is_refused(string mediaType)
    {
        using var request = HttpAssertions.Request(HttpMethod.Post, "/api/v1/issues", """{"type":"bug","title":"t"}""", mediaType);
        await (await host.Ours.Member.SendAsync(request, _cancellation)).ReadProblemAsync(HttpStatusCode.UnsupportedMediaType, "content-type");
    }

    [Fact]
    public async Task A_body_over_one_mebibyte_is_refused()
    {
        var body = $$"""{"type":"bug","title":"t","description":"{{new string('d', 1_048_576)}}"}""";
        await (await PostAsync("/api/v1/issues", body)).ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Theory]
    [InlineData("/api/v1/issues?limit=0", "limit")]
    [InlineData("/api/v1/issues?limit=101", "limit")]
    [InlineData("/api/v1/issues?limit=many", "limit")]
    [InlineData("/api/v1/issues?cursor=nonsense", "cursor")]
    [InlineData("/api/v1/issues?status=asleep", "status")]
    [InlineData("/api/v1/issues?type=1", "type")]
    [InlineData("/api/v1/improvements?column=shelf", "column")]
    [InlineData("/api/v1/jobs?issueId=7", "")]
    [InlineData("/api/v1/feedback?from=yesterday", "")]
    [InlineData("/api/v1/issues?q=%00", "")]
    public async Task A_faulty_query_is_refused(string path, string name)
    {
        var problem = await (await host.Ours.Member.GetAsync(path, _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.Equal([name], problem.Pointers());
    }

    [Theory]
    [InlineData("/api/v1/issues/7")]
    [InlineData("/api/v1/issues/not-an-id")]
    [InlineData("/api/v1/issues/%00")]
    public async Task What_is_no_id_names_nothing(string path) =>
        Assert.True((await host.Ours.Member.GetAsync(path, _cancellation)).StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("x")]
    [InlineData("7")]
    [InlineData("\"7\", \"8\"")]
    public async Task An_If_Match_that_is_no_tag_is_refused(string tag)
    {
        using var request = HttpAssertions.Request(HttpMethod.Post, $"/api/v1/issues/{Guid.NewGuid()}/cancel");
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        await (await host.Ours.Member.SendAsync(request, _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "if-match-invalid");
    }

    [Theory]
    [InlineData(255, HttpStatusCode.Created)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    public async Task An_Idempotency_Key_has_at_most_255_characters(int length, HttpStatusCode expected)
    {
        using var request = HttpAssertions.Request(HttpMethod.Post, "/api/v1/issues", """{"type":"bug","title":"t"}""");
        request.Headers.Add("Idempotency-Key", new string('k', length));
        await (await host.Ours.Member.SendAsync(request, _cancellation)).ReadAsync(expected);
    }

    [Theory]
    [InlineData("/api/v1/user/login", """{"email":"a@example.com","password":"x"}""")]
    [InlineData("/api/v1/jobs/claim", """{"workerId":"w"}""")]
    public async Task Routes_whose_answer_must_not_be_repeated_take_no_Idempotency_Key(string path, string body)
    {
        using var request = HttpAssertions.Request(HttpMethod.Post, path, body);
        request.Headers.Add("Idempotency-Key", "k");
        await (await host.Ours.Agent.SendAsync(request, _cancellation)).ReadProblemAsync(HttpStatusCode.BadRequest, "idempotency-key-not-taken");
    }

    [Fact]
    public async Task Random_bytes_are_never_answered_with_a_500()
    {
        var random = new Random(20260601);
        var valid = Encoding.UTF8.GetBytes("""{"type":"bug","title":"It stops","context":{"module":"queue","metadata":{"n":[1,2.5,"x"]}},"externalId":"e"}""");
        for (var i = 0; i < 500; i++)
        {
            var bytes = valid.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };
            var answer = await host.Ours.Member.PostAsync("/api/v1/issues", content, _cancellation);
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode} for {Convert.ToHexString(bytes)}");
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var request = HttpAssertions.Request(HttpMethod.Post, path, body);
        return await host.Ours.Member.SendAsync(request, _cancellation);
    }
}
