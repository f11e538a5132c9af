using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>The official clients for Node before the guard. Their packages come by <c>just node-clients</c>; without them the test is skipped.</summary>
public sealed class NodeClientTests
{
    private const string Mail = "ada@example.com";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Openai_and_anthropic_clients_stream_text_and_tools_and_raise_their_own_errors_once()
    {
        var folder = Folder();
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "The Node clients are not installed (just node-clients).");
        await using var guard = await GuardServer.StartAsync(new SeededScanner((EntityType.Email, Mail)));
        guard.Upstream.Script = (request, reply) =>
        {
            var at = request.Text.IndexOf("EMAIL_", StringComparison.Ordinal);
            var placeholder = request.Text.Substring(at, 18);
            return reply.StreamAsync(DialectOf(request)
                .Write(["To ", placeholder[..9], $"{placeholder[9..]}!"], [$"{{\"to\":\"{placeholder[..7]}", $"{placeholder[7..]}\"}}"]), 64);
        };
        using var seen = JsonDocument.Parse(await RunAsync(folder, guard.Address.ToString(), $"I am {Mail}"));

        var root = seen.RootElement;
        Assert.Equal($"To {Mail}!", root.GetProperty("chat").GetProperty("text").GetString());
        Assert.Equal($"{{\"to\":\"{Mail}\"}}", root.GetProperty("chat").GetProperty("arguments").GetString());
        Assert.Equal($"To {Mail}!", root.GetProperty("responses").GetString());
        Assert.Equal($"To {Mail}!", root.GetProperty("message").GetProperty("text").GetString());
        Assert.Equal(Mail, root.GetProperty("message").GetProperty("input").GetProperty("to").GetString());
        Assert.Equal("UnprocessableEntityError 422 binary-blocked", root.GetProperty("openaiError").GetString());
        Assert.Equal("UnprocessableEntityError 422 invalid_request_error", root.GetProperty("anthropicError").GetString());
        Assert.Equal((3, 2), (guard.Upstream.Requests.Count, guard.Host.Blocks.Count));
        Assert.All(guard.Upstream.Requests, request => Assert.DoesNotContain(Mail, request.Head + request.Text, StringComparison.Ordinal));
    }

    private static StreamDialect DialectOf(UpstreamRequest request) => StreamDialect.All[request.Line switch
    {
        var line when line.Contains("/responses", StringComparison.Ordinal) => "openai responses",
        var line when line.Contains("/messages", StringComparison.Ordinal) => "anthropic messages",
        _ => "openai chat",
    }];

    private static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["clients.mjs", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var errors = node.StandardError.ReadToEndAsync(Cancellation);
        var output = await node.StandardOutput.ReadToEndAsync(Cancellation);
        await node.WaitForExitAsync(Cancellation);
        Assert.True(node.ExitCode == 0, await errors);
        return output;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Node");
}
