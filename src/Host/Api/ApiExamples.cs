using System.Collections.Frozen;
using System.Text.Json.Nodes;
using RouteShape = Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription;

namespace EventAgents.Host.Api;

/// <summary>One request body for each route that takes one, as the document shows it. Tests send every one of them.</summary>
internal static class ApiExamples
{
    private static readonly FrozenDictionary<string, string> Requests = new Dictionary<string, string>
    {
        ["POST user/signup"] = """{"email":"ada@example.com","password":"correct horse battery","organisation":"Analytical Engines"}""",
        ["POST user/login"] = """{"email":"ada@example.com","password":"correct horse battery"}""",
        ["POST users"] = """{"email":"grace@example.com","roles":["member"]}""",
        ["PUT users/{userId}/roles"] = """{"roles":["member","reviewer"]}""",
        ["POST issues"] = """{"type":"bug","title":"Job 7 hangs","priority":"high","description":"It stops after the second step.","context":{"module":"queue"}}""",
        ["POST issues/{issueId}/cancel"] = """{"reason":"no longer wanted"}""",
        ["POST issues/{issueId}/retry"] = """{"reason":"the network was down"}""",
        ["POST issues/{issueId}/approve"] = """{"comment":"well done"}""",
        ["POST issues/{issueId}/rework"] = """{"reason":"the tests are missing"}""",
        ["PUT issues/{issueId}/priority"] = """{"priority":"critical"}""",
        ["POST jobs/{jobId}/pause"] = """{"reason":"the budget is used up"}""",
        ["POST jobs/{jobId}/resume"] = """{"reason":"the budget was raised"}""",
        ["POST jobs/{jobId}/cancel"] = """{"reason":"no longer wanted"}""",
        ["POST jobs/claim"] = """{"workerId":"worker-1","agentTypes":["coder"],"max":2,"leaseSeconds":60,"waitSeconds":0}""",
        ["PUT jobs/{jobId}/heartbeat"] = """{"workerId":"worker-1","attempt":1,"leaseSeconds":60}""",
        ["POST jobs/{jobId}/logs"] = """{"workerId":"worker-1","attempt":1,"lines":[{"level":"info","message":"reading the sources"}]}""",
        ["POST jobs/{jobId}/artifacts"] = """{"workerId":"worker-1","attempt":1,"type":"documentation","name":"notes.md","content":"# Notes"}""",
        ["POST jobs/{jobId}/complete"] = """{"workerId":"worker-1","attempt":1,"result":{"summary":"done"}}""",
        ["POST jobs/{jobId}/fail"] = """{"workerId":"worker-1","attempt":1,"error":"the build failed"}""",
        ["POST sessions"] = """{"agentRole":"coder","taskId":"task-7","metadata":{"branch":"main"}}""",
        ["PUT sessions/{sessionId}/events"] = """{"event":"activate","reason":"work begins"}""",
        ["PATCH sessions/{sessionId}/metadata"] = """{"branch":"fix-7","draft":null}""",
        ["POST feedback"] = """{"jobId":"01976f7e-5b7c-7000-8000-000000000001","rating":4,"outcome":"solved","comment":"quick","tags":["speed"]}""",
        ["PUT feedback/{feedbackId}"] = """{"rating":2,"outcome":"partial","comment":"it came back","tags":[]}""",
        ["POST improvements/{improvementId}/move"] = """{"to":"analysis","reason":"looks systematic"}""",
        ["POST improvements/{improvementId}/analyze"] = """{"result":"the prompt leaves the tests out"}""",
        ["POST improvements/{improvementId}/dismiss"] = """{"reason":"a single case"}""",
        ["POST replays"] = """{"projection":"issue_summary","fromPosition":1,"toPosition":1000}""",
        ["POST guard/preview"] = """{"text":"Please write to ada@example.com about order 7."}""",
        ["PUT guard/mode"] = """{"mode":"mask","reason":"the default again"}""",
        ["PUT guard/policy"] = """{"entities":{"EMAIL":"surrogate","LOCATION":"mask"},"images":"strip","audio":"block","files":"block","allowsTokenArrays":false,"replies":"detect","reason":"tools need valid addresses","detection":{"recognizers":[{"name":"ORCHARD_ID","pattern":"\\bOR-[0-9]{8}\\b","contextWords":["orchard"]}],"allow":["help@example.com"],"deny":[{"value":"Project Falcon","type":"CODE"}],"thresholds":{"DATE_TIME":0.9}}}""",
        ["POST pii/detect"] = """{"text":"Please write to ada@example.com about order 7."}""",
        ["PUT guard/budgets"] = """{"agent":"coder-1","tokensPerDay":1000000,"usdPerDay":"25.5","reason":"a trial month"}""",
        ["PUT feature-flags/{flag}"] = """{"enabled":true,"reason":"the index is filled"}""",
        ["PUT settings/retention"] = """{"defaultDays":2192,"classes":{"session":365,"llm_call_guarded":400},"reason":"the new retention schedule"}""",
        ["PUT legal-holds/organisation"] = """{"reason":"a regulator asked"}""",
        ["PUT legal-holds/{streamId}"] = """{"reason":"a regulator asked"}""",
        ["POST api-keys"] = """{"name":"build worker","roles":["agent"],"expiresAt":"2030-01-01T00:00:00Z"}""",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The example of a route; null where it takes no body.</summary>
    public static JsonNode? OfRequest(RouteShape route)
    {
        var path = route.RelativePath!.Replace("api/v1/", "", StringComparison.Ordinal).Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/');
        return Requests.TryGetValue($"{route.HttpMethod} {path}", out var json) ? JsonNode.Parse(json) : null;
    }
}
