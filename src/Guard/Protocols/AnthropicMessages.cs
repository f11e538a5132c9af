using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>Anthropic's messages and count_tokens. Signed thinking passes as it is in both directions, or the next turn's signature would break.</summary>
internal static class AnthropicMessages
{
    private const string StrippedPart = """{"type":"text","text":"[removed by policy]"}""";

    private static readonly Shape CacheControl = new Shape().Tokens("type", "ttl");

    private static readonly Shape StopReason = new(StringUse.Token) { Label = Label.Finish };

    private static readonly Shape Citation = new Shape
    {
        ["cited_text"] = Shape.Text,
        ["document_title"] = Shape.Text,
        ["title"] = Shape.Text,
        ["url"] = Shape.Text,
        ["source"] = Shape.Text,
        ["encrypted_index"] = Shape.Opaque,
    }.Tokens("type", "file_id").Settings(
        "enabled", "document_index", "start_char_index", "end_char_index", "start_page_number", "end_page_number", "start_block_index", "end_block_index",
        "search_result_index");

    private static readonly Variant[] SignedBlocks =
    [
        new("thinking", new Shape { ["thinking"] = Shape.Opaque, ["signature"] = Shape.Opaque, ["cache_control"] = CacheControl }.Tokens("type"), Requires: "signature"),
        new("redacted_thinking", new Shape { ["data"] = Shape.Opaque, ["cache_control"] = CacheControl }.Tokens("type")),
        new("compaction", SealedCompaction(), Requires: "signature"),
        new("compaction", SealedCompaction(), Requires: "encrypted_content"),
    ];

    /// <summary>Content blocks. Blocks lie in tool results and documents too, so three levels are built; what is deeper is free data.</summary>
    private static readonly Shape Block = MakeBlock(MakeBlock(MakeBlock(Shape.Data)));

    private static readonly Shape Tool = new Shape
    {
        ["description"] = Shape.Text,
        ["input_schema"] = SchemaShape.Schema,
        ["input_examples"] = Shape.Data,
        ["cache_control"] = CacheControl,
        ["user_location"] = new Shape().Tokens("type"),
    }.Tokens("type", "name", "model", "mcp_server_name", "allowed_callers")
        .Settings("max_uses", "max_characters", "max_content_tokens", "display_width_px", "display_height_px", "display_number", "strict", "defer_loading",
            "eager_input_streaming");

    internal static readonly Shape Request = new Shape
    {
        ["model"] = new(StringUse.Token) { Fact = Fact.Model },
        ["stream"] = new() { Fact = Fact.Stream },
        ["previous_message_id"] = new(StringUse.Token) { Fact = Fact.PreviousResponse },
        ["system"] = Block,
        ["messages"] = new Shape { ["content"] = Block }.Tokens("role", "id"),
        ["tools"] = Tool,
        ["tool_choice"] = new Shape().Tokens("type", "name").Settings("disable_parallel_tool_use"),
        ["thinking"] = new Shape().Tokens("type", "display").Settings("budget_tokens"),
        ["output_config"] = new Shape { ["format"] = OutputFormat() }.Tokens("effort"),
        ["output_format"] = OutputFormat(),
        ["metadata"] = Shape.Data,
        ["stop_sequences"] = Shape.Text,
        ["cache_control"] = CacheControl,
        ["container"] = new Shape(StringUse.Token) { ["skills"] = new Shape().Tokens("type", "skill_id", "version") }.Tokens("id"),
        ["context_management"] = new Shape
        {
            ["edits"] = new Shape { ["trigger"] = Trigger(), ["keep"] = Trigger(), ["clear_at_least"] = Trigger() }.Tokens("type", "exclude_tools"),
        },
        ["mcp_servers"] = new Shape
        {
            ["url"] = Shape.Text,
            ["tool_configuration"] = new Shape().Tokens("allowed_tools").Settings("enabled"),
        }.Tokens("type", "name"),
    }.Tokens("service_tier", "speed", "betas", "inference_geo").Settings("max_tokens", "temperature", "top_k", "top_p");

    internal static readonly Shape Reply = new Shape
    {
        ["content"] = Block,
        ["stop_sequence"] = Shape.Text,
        ["usage"] = UsageShape.Usage,
        ["input_tokens"] = new() { Meter = Meter.Input },
        ["error"] = new Shape { ["message"] = Shape.Text }.Tokens("type"),
        ["container"] = new Shape().Tokens("id", "expires_at"),
        ["stop_reason"] = StopReason,
    }.Named().Tokens("type", "role", "request_id");

    internal static readonly StreamRules Stream = new(
        new Shape
        {
            ["type"] = new(StringUse.Token) { Mark = Mark.Type },
            ["index"] = new() { Mark = Mark.Outer },
            ["message"] = Reply,
            ["content_block"] = Block,
            ["delta"] = new Shape
            {
                Variants =
                [
                    new Variant("text_delta", new Shape { ["text"] = OpenAiChat.Piece(ChannelKind.Text) }.Tokens("type")),
                    new Variant("input_json_delta", new Shape { ["partial_json"] = OpenAiChat.Piece(ChannelKind.Arguments) }.Tokens("type")),
                    new Variant("thinking_delta", new Shape { ["thinking"] = Shape.Opaque }.Tokens("type")),
                    new Variant("signature_delta", new Shape { ["signature"] = Shape.Opaque }.Tokens("type")),
                    new Variant("compaction_delta", SealedCompaction()),
                    new Variant("citations_delta", new Shape { ["citation"] = Citation }.Tokens("type")),
                ],
                ["stop_sequence"] = Shape.Text,
                ["stop_reason"] = StopReason,
            }.Tokens("type"),
            ["usage"] = UsageShape.Usage,
            ["error"] = new Shape { Mark = Mark.Error, ["message"] = Shape.Text }.Tokens("type"),
        }.Tokens("request_id"),
        EndsWith,
        FlushesAsChoice: false);

    private static Ending EndsWith(ReadOnlySpan<byte> type)
    {
        if (type.SequenceEqual("content_block_stop"u8)) return Ending.Numbered;
        return type.SequenceEqual("message_delta"u8) || type.SequenceEqual("message_stop"u8) || type.SequenceEqual("error"u8) ? Ending.All : Ending.None;
    }

    private static Shape MakeBlock(Shape inner)
    {
        var image = PlainBlock(inner, Source(BinaryKind.Image, inner), []);
        return PlainBlock(inner, Source(BinaryKind.File, inner), [new Variant("image", image), .. SignedBlocks]);
    }

    private static Shape PlainBlock(Shape inner, Shape source, IReadOnlyList<Variant> variants) => new Shape
    {
        IsProse = true,
        Stripped = StrippedPart,
        Variants = variants,
        ["text"] = Shape.Text,
        ["citations"] = Citation,
        ["cache_control"] = CacheControl,
        ["source"] = source,
        ["title"] = Shape.Text,
        ["context"] = Shape.Text,
        ["content"] = inner,
        ["page_age"] = Shape.Text,
        ["input"] = Shape.Data,
        ["encrypted_content"] = Shape.Opaque,
        ["encrypted_index"] = Shape.Opaque,
        ["encrypted_stdout"] = Shape.Opaque,
        ["signature"] = Shape.Opaque,
        ["caller"] = new Shape().Tokens("type", "tool_id"),
    }.Tokens("type", "id", "name", "tool_use_id", "file_id", "server_name", "tool_name", "error_code").Settings("is_error", "return_code");

    private static Shape Source(BinaryKind kind, Shape inner)
    {
        var encoded = new Shape(StringUse.Base64) { Binary = kind };
        return new Shape
        {
            Variants = [new Variant("text", new Shape { ["data"] = Shape.Text }.Tokens("type", "media_type"))],
            ["data"] = encoded,
            ["url"] = new(StringUse.Url) { Binary = kind },
            ["content"] = inner,
        }.Tokens("type", "media_type", "file_id");
    }

    private static Shape SealedCompaction() => new Shape
    {
        ["content"] = Shape.Opaque,
        ["signature"] = Shape.Opaque,
        ["encrypted_content"] = Shape.Opaque,
        ["cache_control"] = CacheControl,
    }.Tokens("type");

    private static Shape OutputFormat() => new Shape { ["schema"] = SchemaShape.Schema }.Tokens("type", "name");

    private static Shape Trigger() => new Shape().Tokens("type").Settings("value");
}
