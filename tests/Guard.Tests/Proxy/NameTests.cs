using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Names that callers give to models and agents: they are recorded and become labels, so nothing personal may be in them, and no honest one is refused.</summary>
public sealed class NameTests
{
    private static readonly PiiTextScanner Detector = new(PiiDetector.Shipped);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Models =>
    [
        "gpt-4o", "gpt-4o-2024-08-06", "gpt-5-mini", "o4-mini", "o1-preview-2024-09-12", "chatgpt-4o-latest", "text-embedding-3-small", "omni-moderation-2024-09-26",
        "ft:gpt-4o-mini-2024-07-18:acme::AbC123xy", "claude-sonnet-4-5-20250929", "claude-opus-4-1", "claude-3-5-haiku-latest", "anthropic/claude-3.5-sonnet:beta",
        "openai/gpt-4o", "google/gemini-2.5-pro", "meta-llama/llama-3.1-405b-instruct:free", "mistralai/mixtral-8x22b-instruct", "deepseek/deepseek-r1-0528", "x-ai/grok-4",
        "qwen/qwen3-235b-a22b-07-25", "llama3.2:3b-instruct-q4_K_M", "hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M", "@cf/meta/llama-3.1-8b-instruct",
        "accounts/fireworks/models/llama-v3p1-8b-instruct", "mistral-large@2407", "publishers/google/models/gemini-1.5-pro-002", "eventagents-echo", "echo-1", "m",
    ];

    public static TheoryData<string> Agents =>
    [
        "coder", "coder-1", "spender-1", "support-bot", "claude-code", "research-agent-v2", "agent:billing.eu", "qa_runner_03", "gpt-4o-planner", "reviewer", "planner.main",
        "orchestrator-2026", "doc-writer", "triage_01", "sales.emea", "data-analyst", "backend-dev", "nightly-build-42", "analyst-1", "metered-1", "team-7:scheduler",
    ];

    [Theory, MemberData(nameof(Models))]
    public async Task A_model_s_name_passes_and_is_recorded(string model)
    {
        await using var guard = await GuardServer.StartAsync(Detector);
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Body(model)), Cancellation);
        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Equal(model, guard.Host.Records.Single().Model);
        Assert.Contains($"\"model\":\"{model}\"", guard.Upstream.Last.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData("ada.lovelace@example.com"), InlineData("4111-1111-1111-1111"), InlineData("+1-212-555-0142"), InlineData("078-05-1120"),
        InlineData("for ada@example.com"), InlineData("GB82WEST12345698765432")]
    public async Task A_model_that_is_somebody_s_data_is_refused_and_not_recorded(string model)
    {
        await using var guard = await GuardServer.StartAsync(Detector);
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Body(model)), Cancellation);
        Assert.Equal((404, 0), ((int)reply.StatusCode, guard.Upstream.BytesReceived));
        Assert.Null(guard.Host.Blocks.Single().Model);
        Assert.DoesNotContain(model, await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_in_place_of_a_model_is_not_recorded()
    {
        await using var guard = await GuardServer.StartAsync(Detector);
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Body("the model of Ada Lovelace")), Cancellation);
        Assert.Null(guard.Host.Records.Single().Model);
        Assert.DoesNotContain("Lovelace", guard.Upstream.Last.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Agents))]
    public async Task An_agent_s_name_passes_and_is_recorded(string agent)
    {
        await using var guard = await GuardServer.StartAsync(Detector);
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Body("m"), ("x-eventagents-agent", agent)), Cancellation);
        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Equal(agent, guard.Host.Records.Single().Call.Labels.Agent);
    }

    /// <summary>What lets a name pass: the mode, the type's action, the list of allowed values. Only the last says that there is nothing personal in it.</summary>
    public static TheoryData<string, string, bool> Passing => new()
    {
        { "mode", "ada@example.com", false }, { "type", "ada@example.com", false }, { "list", "ada@example.com", true },
        { "mode", "078-05-1120", false }, { "list", "078-05-1120", true }, { "custom type", "OR-12345678", false },
    };

    [Theory, MemberData(nameof(Passing))]
    public async Task A_model_s_name_that_the_policy_lets_pass_goes_on(string by, string name, bool isRecorded)
    {
        await using var guard = await GuardServer.StartAsync(Detector);
        guard.Host.Policy = PassingBy(by, name);
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Body(name)), Cancellation);
        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Equal(isRecorded ? name : null, guard.Host.Records.Single().Model);
        Assert.Contains($"\"model\":\"{name}\"", guard.Upstream.Last.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Passing))]
    public async Task An_agent_s_name_that_the_policy_lets_pass_goes_on(string by, string name, bool isRecorded)
    {
        if (name.Contains('@', StringComparison.Ordinal)) return;  // no agent is called so
        await using var guard = await GuardServer.StartAsync(Detector);
        guard.Host.Policy = PassingBy(by, name);
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Body("m"), ("x-eventagents-agent", name)), Cancellation);
        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Equal(isRecorded ? name : null, guard.Host.Records.Single().Call.Labels.Agent);
        Assert.DoesNotContain(name, guard.Upstream.Last.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData("falcon-7b"), InlineData("OR-12345678")]
    public async Task A_name_that_the_tenant_asked_to_find_is_refused_and_not_recorded(string name)
    {
        await using var guard = await GuardServer.StartAsync(Detector);
        guard.Host.Policy = GuardPolicy.Default with
        {
            Detection = new DetectionPolicy { Deny = new Dictionary<string, EntityType> { ["falcon"] = EntityType.Custom }, Custom = [Orchard()] },
        };
        using var byModel = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Body(name)), Cancellation);
        using var byAgent = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Body("m"), ("x-eventagents-agent", name)), Cancellation);
        Assert.Equal((404, 400, 0), ((int)byModel.StatusCode, (int)byAgent.StatusCode, guard.Upstream.BytesReceived));
        Assert.DoesNotContain(guard.Host.Blocks, block => block.ToString().Contains(name, StringComparison.Ordinal));
        // What one tenant's policy knows of a name is no other policy's business.
        guard.Host.Policy = GuardPolicy.Default with { Version = 2 };
        using var again = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Body(name)), Cancellation);
        Assert.Equal(200, (int)again.StatusCode);
    }

    private static CustomRecognizer Orchard()
    {
        Assert.True(CustomRecognizer.TryCreate("ORCHARD", "OR-[0-9]{8}", [], null, EntityType.Custom, out var recognizer, out _));
        return recognizer;
    }

    private static GuardPolicy PassingBy(string what, string name) => what switch
    {
        "mode" => GuardPolicy.Default with { Mode = GuardMode.Detect },
        "type" => GuardPolicy.Default.With(EntityType.Email, EntityAction.Allow),
        "list" => GuardPolicy.Default with { Detection = new DetectionPolicy { Allow = [name] } },
        _ => GuardPolicy.Default with { Detection = new DetectionPolicy { Custom = [Orchard()] }, CustomActions = GuardPolicy.Default.CustomActions.Add("ORCHARD", EntityAction.Allow) },
    };

    [Theory, InlineData("4111-1111-1111-1111"), InlineData("078-05-1120"), InlineData("ada@example.com"), InlineData("192.0.2.17")]
    public async Task An_agent_whose_name_is_somebody_s_data_is_refused_and_not_recorded(string agent)
    {
        await using var guard = await GuardServer.StartAsync(Detector);
        using var reply = await guard.Client.SendAsync(Requests.Post(Requests.Chat, Body("m"), ("x-eventagents-agent", agent)), Cancellation);
        Assert.Equal((400, 0), ((int)reply.StatusCode, guard.Upstream.BytesReceived));
        Assert.DoesNotContain(agent, guard.Host.Blocks.Single().ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(agent, await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenAI/Python 1.54.0", "OpenAI/Python"), InlineData("Anthropic/JS 0.39.0", "Anthropic/JS"), InlineData("curl/8.5.0", "curl/8.5.0")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0", "Mozilla/5.0 Gecko/20100101 Firefox/128.0")]
    [InlineData("Ada Lovelace", null), InlineData("ada@example.com", null), InlineData("4012888888881881", null), InlineData("x/4012888888881881", null), InlineData("078-05-1120", null)]
    public void Of_a_user_agent_the_products_are_kept(string given, string? kept) => Assert.Equal(kept, RequestSource.Products(given));

    private static string Body(string model) => $$"""{"model":"{{model}}","messages":[{"role":"user","content":"hello"}]}""";
}
