using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>OpenAI's chat completions, and what OpenRouter adds to them.</summary>
internal static class OpenAiChat
{
    /// <summary>Content parts, and the string that may stand in their place.</summary>
    internal static readonly Shape Content = new Shape
    {
        IsProse = true,
        Stripped = """{"type":"text","text":"[removed by policy]"}""",
        ["text"] = Shape.Text,
        ["refusal"] = Shape.Text,
        ["image_url"] = Url(BinaryKind.Image),
        ["video_url"] = Url(BinaryKind.File),
        ["input_audio"] = new Shape { ["data"] = new(StringUse.Base64) { Binary = BinaryKind.Audio } }.Tokens("format"),
        ["file"] = new Shape
        {
            ["filename"] = Shape.Text,
            ["file_data"] = new(StringUse.Base64) { Binary = BinaryKind.File },
        }.Tokens("file_id"),
        ["cache_control"] = new Shape().Tokens("type", "ttl"),
        ["prompt_cache_breakpoint"] = new Shape().Tokens("type", "mode"),
    }.Tokens("type");

    private static readonly Shape Function = new Shape { ["arguments"] = Shape.Json }.Tokens("name");

    private static readonly Shape ToolCall = new Shape
    {
        ["function"] = Function,
        ["custom"] = new Shape { ["input"] = Shape.Text }.Tokens("name"),
    }.Tokens("id", "type").Settings("index");

    /// <summary>Reasoning that the provider signed comes back to it as it was; the rest is text.</summary>
    private static readonly Shape ReasoningDetails = new Shape
    {
        Variants =
        [
            new Variant("reasoning.text", new Shape { ["text"] = Shape.Opaque, ["signature"] = Shape.Opaque }.Tokens("type", "id", "format").Settings("index"), Requires: "signature"),
            new Variant("reasoning.encrypted", new Shape { ["data"] = Shape.Opaque }.Tokens("type", "id", "format").Settings("index")),
        ],
        ["text"] = Shape.Text,
        ["summary"] = Shape.Text,
    }.Tokens("type", "id", "format").Settings("index");

    internal static readonly Shape Message = new Shape
    {
        ["content"] = Content,
        ["name"] = Shape.Labelled,
        ["refusal"] = Shape.Text,
        ["reasoning"] = Shape.Text,
        ["reasoning_content"] = Shape.Text,
        ["reasoning_details"] = ReasoningDetails,
        ["tool_calls"] = ToolCall,
        ["function_call"] = Function,
        ["audio"] = new Shape
        {
            ["data"] = new(StringUse.Base64) { Binary = BinaryKind.Audio },
            ["transcript"] = Shape.Text,
        }.Tokens("id").Settings("expires_at"),
    }.Tokens("role", "tool_call_id");

    internal static readonly Shape FunctionTool = new Shape
    {
        ["description"] = Shape.Text,
        ["parameters"] = SchemaShape.Schema,
    }.Tokens("name").Settings("strict");

    internal static readonly Shape CustomTool = new Shape
    {
        ["description"] = Shape.Text,
        ["format"] = new Shape { ["definition"] = Shape.Text, ["grammar"] = new Shape { ["definition"] = Shape.Text }.Tokens("syntax") }.Tokens("type", "syntax"),
    }.Tokens("name");

    internal static readonly Shape ResponseFormat = new Shape
    {
        ["json_schema"] = new Shape { ["description"] = Shape.Text, ["schema"] = SchemaShape.Schema }.Tokens("name").Settings("strict"),
        ["schema"] = SchemaShape.Schema,
        ["description"] = Shape.Text,
    }.Tokens("type", "name").Settings("strict");

    private static readonly Shape ToolChoice = MakeToolChoice();

    internal static readonly Shape Request = new Shape
    {
        ["model"] = new(StringUse.Token) { Fact = Fact.Model },
        ["stream"] = new() { Fact = Fact.Stream },
        ["stream_options"] = new Shape { Fact = Fact.StreamOptions, ["include_usage"] = new() { Fact = Fact.IncludeUsage } }.Settings("include_obfuscation"),
        ["messages"] = Message,
        ["tools"] = new Shape { ["function"] = FunctionTool, ["custom"] = CustomTool }.Tokens("type"),
        ["functions"] = FunctionTool,
        ["tool_choice"] = ToolChoice,
        ["function_call"] = ToolChoice,
        ["response_format"] = ResponseFormat,
        ["prediction"] = new Shape { ["content"] = Content }.Tokens("type"),
        ["audio"] = new Shape().Tokens("voice", "format"),
        ["logit_bias"] = new() { KeepsNames = true, Others = Shape.Setting },
        ["stop"] = Shape.Text,
        ["metadata"] = Shape.Data,
        ["user"] = Shape.Labelled,
        ["safety_identifier"] = Shape.Labelled,
        ["prompt_cache_key"] = Shape.Text,
        ["prompt_cache_options"] = new Shape().Tokens("type", "mode", "ttl"),
        ["web_search_options"] = new Shape { ["user_location"] = Shape.Data }.Tokens("search_context_size"),
        ["reasoning"] = new Shape().Tokens("effort", "summary").Settings("max_tokens", "exclude", "enabled"),
        ["provider"] = new Shape().Tokens("order", "only", "ignore", "quantizations", "sort", "data_collection").Settings("allow_fallbacks", "require_parameters", "zdr"),
        ["plugins"] = new Shape { ["search_prompt"] = Shape.Text }.Tokens("id", "engine").Settings("max_results"),
        ["usage"] = new Shape().Settings("include"),
    }
        .Tokens("modalities", "prompt_cache_retention", "reasoning_effort", "verbosity", "service_tier", "models", "route", "transforms")
        .Settings("n", "logprobs", "top_logprobs", "store", "seed", "temperature", "top_p", "top_k", "top_a", "min_p", "max_tokens", "max_completion_tokens",
            "presence_penalty", "frequency_penalty", "repetition_penalty", "parallel_tool_calls");

    private static readonly Shape LogProbs = new() { Blank = "null" };

    internal static readonly Shape Reply = new Shape
    {
        ["choices"] = new Shape
        {
            ["message"] = Message,
            ["text"] = Shape.Text,
            ["logprobs"] = LogProbs,
            ["finish_reason"] = new(StringUse.Token) { Label = Label.Finish },
        }.Tokens("native_finish_reason").Settings("index"),
        ["usage"] = UsageShape.Usage,
    }.Named().Tokens("object", "provider", "service_tier", "system_fingerprint").Settings("created");

    /// <summary>Signed reasoning streams before its signature does, so it is never restored.</summary>
    private static readonly Shape StreamedDetails = new(StringUse.Opaque) { Others = Shape.Opaque };

    private static readonly Shape StreamedDelta = new Shape
    {
        ["content"] = new() { Channel = ChannelKind.Content, ["text"] = Piece(ChannelKind.Content) },
        ["refusal"] = Piece(ChannelKind.Refusal),
        ["reasoning"] = Piece(ChannelKind.Reasoning),
        ["reasoning_content"] = Piece(ChannelKind.ReasoningContent),
        ["reasoning_details"] = StreamedDetails,
        ["tool_calls"] = new Shape
        {
            ["index"] = new() { Mark = Mark.Inner },
            ["function"] = new Shape { ["arguments"] = Piece(ChannelKind.Arguments) }.Tokens("name"),
            ["custom"] = new Shape { ["input"] = Piece(ChannelKind.CustomInput) }.Tokens("name"),
        }.Tokens("id", "type"),
        ["function_call"] = new Shape { ["arguments"] = Piece(ChannelKind.FunctionCall) }.Tokens("name"),
        ["audio"] = new Shape { ["data"] = Shape.Opaque, ["transcript"] = Piece(ChannelKind.Transcript) }.Tokens("id").Settings("expires_at"),
    }.Tokens("role");

    internal static readonly StreamRules Stream = new(
        new Shape
        {
            ["choices"] = new Shape
            {
                Mark = Mark.Choices,
                ["index"] = new() { Mark = Mark.Outer },
                ["delta"] = StreamedDelta,
                ["message"] = Message,
                ["text"] = Piece(ChannelKind.Text),
                ["logprobs"] = LogProbs,
                ["finish_reason"] = new(StringUse.Token) { Mark = Mark.Finish, Label = Label.Finish },
            }.Tokens("native_finish_reason"),
            ["usage"] = UsageShape.Usage,
            ["error"] = new() { Mark = Mark.Error },
            ["obfuscation"] = Shape.Opaque,
        }.Named().Tokens("object", "provider", "service_tier", "system_fingerprint").Settings("created"),
        EndsWith: _ => Ending.None,
        FlushesAsChoice: true);

    internal static Shape Piece(ChannelKind channel) => new() { Channel = channel };

    internal static Shape Url(BinaryKind kind)
    {
        var url = new Shape(StringUse.Url) { Binary = kind };
        return new Shape(StringUse.Url) { Binary = kind, ["url"] = url }.Tokens("detail");
    }

    private static Shape MakeToolChoice()
    {
        var choice = new Shape(StringUse.Token).Tokens("type", "mode", "name");
        foreach (var name in (string[])["function", "custom", "allowed_tools", "tools"]) choice[name] = choice;
        return choice;
    }
}
