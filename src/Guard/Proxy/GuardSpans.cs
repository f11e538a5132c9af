using System.Diagnostics;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>
/// One span for each forwarded call, with the attributes of OpenTelemetry's conventions for generative AI. Names, counts and times; never a text of the
/// request or of the reply.
/// </summary>
internal static class GuardSpans
{
    private static readonly ActivitySource Source = new(GuardMetrics.MeterName);

    /// <summary>Begins a call's span; null where nobody listens.</summary>
    public static Activity? Start(GuardCall call)
    {
        if (!Source.HasListeners()) return null;
        var route = call.Route!;
        var span = Source.StartActivity(call.Model is null ? route.Api.Operation : $"{route.Api.Operation} {call.Model}", ActivityKind.Client);
        if (span is null) return null;
        span.SetTag("gen_ai.operation.name", route.Api.Operation);
        span.SetTag("gen_ai.provider.name", route.Provider.Name);
        if (call.Model is not null) span.SetTag("gen_ai.request.model", call.Model);
        if (call.Masked is { } masked) SetGeneration(span, masked.Facts.Generation);
        if (call.Masked is { Facts.IsStream: true }) span.SetTag("gen_ai.request.stream", true);
        if (call.Labels.SessionId is { } session) span.SetTag("gen_ai.conversation.id", session.ToString());
        var server = new Uri(route.Provider.BaseUrl);
        span.SetTag("server.address", server.Host);
        span.SetTag("server.port", server.Port);
        span.SetTag("eventagents.call.id", call.Id.ToString());
        return span;
    }

    /// <summary>Adds how the call ended, and ends the span.</summary>
    /// <param name="span">The span; null where nobody listens.</param>
    /// <param name="end">The call's end.</param>
    /// <param name="labels">What the reply says about itself; null where it says nothing.</param>
    /// <param name="mayBeTold">Whether a label holds nothing personal; the second argument says whether it is a unique id.</param>
    public static void End(Activity? span, CallEnd end, ReplyLabels? labels, Func<string, bool, bool> mayBeTold)
    {
        if (span is null) return;
        if (labels?.Id is { } id && mayBeTold(id, true)) span.SetTag("gen_ai.response.id", id);
        if (labels?.Model is { } model && mayBeTold(model, false)) span.SetTag("gen_ai.response.model", model);
        string[] reasons = [.. (labels?.FinishReasons ?? []).Where(reason => mayBeTold(reason, false))];
        if (reasons.Length > 0) span.SetTag("gen_ai.response.finish_reasons", reasons);
        if (end.UpstreamStatus is { } status) span.SetTag("http.response.status_code", status);
        if (end.TimeToFirstByte is { } first) span.SetTag("gen_ai.response.time_to_first_chunk", first.TotalSeconds);
        SetCount(span, "input_tokens", end.Usage?.Input);
        SetCount(span, "output_tokens", end.Usage?.Output);
        SetCount(span, "cache_read.input_tokens", end.Usage?.CacheRead);
        SetCount(span, "cache_creation.input_tokens", end.Usage?.CacheWrite);
        SetCount(span, "reasoning.output_tokens", end.Usage?.Reasoning);
        var error = end.Outcome switch
        {
            CallOutcome.ClientAborted => "client_aborted",
            CallOutcome.UpstreamFailed => "upstream_failed",
            CallOutcome.Withheld => "reply_withheld",
            _ => end.UpstreamStatus >= 400 ? end.UpstreamStatus.ToString() : null,
        };
        if (error is not null) span.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        span.Dispose();
    }

    private static void SetGeneration(Activity span, GenerationSettings settings)
    {
        Set("max_tokens", settings.MaxTokens);
        Set("temperature", settings.Temperature);
        Set("top_p", settings.TopP);
        Set("top_k", settings.TopK);
        Set("frequency_penalty", settings.FrequencyPenalty);
        Set("presence_penalty", settings.PresencePenalty);
        if (settings.Choices != 1) Set("choice.count", settings.Choices);  // one is what is meant without

        void Set(string name, object? value)
        {
            if (value is not null) span.SetTag($"gen_ai.request.{name}", value);
        }
    }

    private static void SetCount(Activity span, string name, long? count)
    {
        if (count is { } tokens) span.SetTag($"gen_ai.usage.{name}", tokens);
    }
}
