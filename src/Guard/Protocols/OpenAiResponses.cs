using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>OpenAI's responses: items in, items out, and events that repeat each text up to four times.</summary>
internal static class OpenAiResponses
{
    private static readonly Shape FileData = new(StringUse.Base64) { Binary = BinaryKind.File };

    private static readonly Shape Annotation = new Shape
    {
        ["title"] = Shape.Text,
        ["url"] = Shape.Text,
        ["filename"] = Shape.Text,
    }.Tokens("type", "file_id", "container_id").Settings("index", "start_index", "end_index");

    /// <summary>Content parts and tool outputs, and the string that may stand in their place.</summary>
    private static readonly Shape Part = MakePart(isProse: true);

    /// <summary>A variable of a stored prompt: its name says what its text is.</summary>
    private static readonly Shape Variable = MakePart(isProse: false);

    private static Shape MakePart(bool isProse) => new Shape
    {
        IsProse = isProse,
        Stripped = """{"type":"input_text","text":"[removed by policy]"}""",
        ["text"] = Shape.Text,
        ["refusal"] = Shape.Text,
        ["image_url"] = OpenAiChat.Url(BinaryKind.Image),
        ["file_data"] = FileData,
        ["file_url"] = new(StringUse.Url) { Binary = BinaryKind.File },
        ["filename"] = Shape.Text,
        ["input_audio"] = new Shape { ["data"] = new(StringUse.Base64) { Binary = BinaryKind.Audio } }.Tokens("format"),
        ["annotations"] = Annotation,
        ["logprobs"] = new() { Blank = "[]" },
        ["outcome"] = new Shape().Tokens("type").Settings("exit_code"),
        ["prompt_cache_breakpoint"] = new Shape().Tokens("type", "mode"),
    }.Tokens("type", "file_id", "detail");

    private static readonly Shape Tool = MakeTool();

    private static readonly Shape DrawnImage = new Shape
    {
        ["result"] = new(StringUse.Base64) { Binary = BinaryKind.Image },
        ["revised_prompt"] = Shape.Text,
    }.Tokens("type", "id", "status", "size", "quality", "output_format", "background");

    private static readonly Shape Item = new Shape
    {
        IsProse = true,
        Variants = [new Variant("image_generation_call", DrawnImage)],
        ["content"] = Part,
        ["output"] = Part,
        ["summary"] = Part,
        ["arguments"] = Shape.Json,
        ["encrypted_content"] = Shape.Opaque,
        ["fingerprint"] = Shape.Opaque,
        ["tools"] = Tool,
        ["action"] = new Shape().Tokens("type", "button").Settings("x", "y", "scroll_x", "scroll_y", "timeout_ms", "max_output_length"),
        ["operation"] = new Shape { ["path"] = Shape.Text, ["diff"] = Shape.Text }.Tokens("type"),
        ["results"] = new Shape().Tokens("file_id").Settings("score"),
        ["outputs"] = new Shape().Tokens("type"),
    }.Tokens("type", "id", "status", "role", "phase", "call_id", "name", "namespace", "server_label", "container_id", "approval_request_id", "execution")
        .Settings("approve", "max_output_length");

    internal static readonly Shape Request = Common();

    internal static readonly Shape Reply = MakeReply();

    internal static readonly StreamRules Stream = new(MakeEvent(), EndsWith, FlushesAsChoice: false);

    private static Ending EndsWith(ReadOnlySpan<byte> type)
    {
        if (type.EndsWith(".done"u8)) return Ending.Numbered;
        var isLast = type.SequenceEqual("response.completed"u8) || type.SequenceEqual("response.incomplete"u8)
            || type.SequenceEqual("response.failed"u8) || type.SequenceEqual("error"u8);
        return isLast ? Ending.All : Ending.None;
    }

    /// <summary>What a request holds and the reply repeats.</summary>
    private static Shape Common() => new Shape
    {
        ["model"] = new(StringUse.Token) { Fact = Fact.Model, Label = Label.Model },
        ["stream"] = new() { Fact = Fact.Stream },
        ["stream_options"] = new Shape().Settings("include_obfuscation"),
        ["previous_response_id"] = new(StringUse.Token) { Fact = Fact.PreviousResponse },
        ["conversation"] = new(StringUse.Token) { Fact = Fact.Conversation, ["id"] = new(StringUse.Token) { Fact = Fact.Conversation } },
        ["background"] = new() { Fact = Fact.Background },
        ["input"] = Item,
        ["instructions"] = Item,
        ["tools"] = Tool,
        ["tool_choice"] = new Shape(StringUse.Token) { ["tools"] = new Shape().Tokens("type", "name", "server_label") }.Tokens("type", "name", "mode", "server_label"),
        ["text"] = new Shape { ["format"] = OpenAiChat.ResponseFormat }.Tokens("verbosity"),
        ["prompt"] = new Shape { ["variables"] = new() { Others = Variable, KeepsNames = true } }.Tokens("id", "version"),
        ["metadata"] = Shape.Data,
        ["user"] = Shape.Labelled,
        ["safety_identifier"] = Shape.Labelled,
        ["prompt_cache_key"] = Shape.Text,
        ["prompt_cache_options"] = new Shape().Tokens("type", "mode", "ttl"),
        ["reasoning"] = new Shape().Tokens("effort", "summary", "generate_summary"),
        ["context_management"] = new Shape().Tokens("type").Settings("compact_threshold"),
    }
        .Tokens("include", "truncation", "service_tier", "prompt_cache_retention")
        .Settings("store", "temperature", "top_p", "top_logprobs", "max_output_tokens", "max_tool_calls", "parallel_tool_calls");

    private static Shape MakeTool()
    {
        var tool = new Shape
        {
            ["description"] = Shape.Text,
            ["parameters"] = SchemaShape.Schema,
            ["input_schema"] = SchemaShape.Schema,
            ["format"] = new Shape { ["definition"] = Shape.Text }.Tokens("type", "syntax"),
            ["server_description"] = Shape.Text,
            ["server_url"] = Shape.Text,
            ["user_location"] = new Shape().Tokens("type"),
            ["filters"] = new Shape().Tokens("type"),
            ["ranking_options"] = new Shape().Tokens("ranker").Settings("score_threshold"),
            ["container"] = new Shape(StringUse.Token).Tokens("type", "file_ids", "memory_limit"),
            ["require_approval"] = Shape.Token,
            ["input_image_mask"] = new Shape { ["image_url"] = OpenAiChat.Url(BinaryKind.Image) }.Tokens("file_id"),
        }
            .Tokens("type", "name", "server_label", "connector_id", "allowed_tools", "vector_store_ids", "search_context_size", "model", "quality", "size",
                "background", "output_format", "moderation", "input_fidelity", "environment", "execution")
            .Settings("strict", "max_num_results", "display_width", "display_height", "output_compression", "partial_images", "defer_loading");
        tool["tools"] = tool;
        return tool;
    }

    private static Shape MakeReply()
    {
        var reply = Common();
        reply["output"] = Item;
        reply["usage"] = UsageShape.Usage;
        reply["error"] = new Shape { ["message"] = Shape.Text }.Tokens("code", "type", "param");
        reply["id"] = new Shape(StringUse.Token) { Label = Label.Id };
        reply["status"] = new Shape(StringUse.Token) { Label = Label.Finish };
        return reply.Tokens("object").Settings("created_at", "completed_at");
    }

    private static Shape MakeEvent()
    {
        var json = MakeEvent(OpenAiChat.Piece(ChannelKind.JsonDelta), []);
        var sound = MakeEvent(Shape.Opaque, []);
        return MakeEvent(OpenAiChat.Piece(ChannelKind.Delta),
        [
            new Variant("response.function_call_arguments.delta", json),
            new Variant("response.mcp_call_arguments.delta", json),
            new Variant("response.audio.delta", sound),
        ]);
    }

    private static Shape MakeEvent(Shape delta, IReadOnlyList<Variant> variants) => new Shape
    {
        Variants = variants,
        ["type"] = new(StringUse.Token) { Mark = Mark.Type },
        ["output_index"] = new() { Mark = Mark.Outer },
        ["content_index"] = new() { Mark = Mark.Inner },
        ["summary_index"] = new() { Mark = Mark.Inner },
        ["delta"] = delta,
        ["response"] = Reply,
        ["item"] = Item,
        ["part"] = Part,
        ["annotation"] = Annotation,
        ["text"] = Shape.Text,
        ["arguments"] = Shape.Json,
        ["error"] = new() { Mark = Mark.Error },
        ["logprobs"] = new() { Blank = "[]" },
        ["partial_image_b64"] = Shape.Opaque,
        ["obfuscation"] = Shape.Opaque,
    }.Tokens("item_id", "name").Settings("sequence_number", "annotation_index", "partial_image_index");
}
