using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Tests.Support;

/// <summary>
/// For each API a request that holds every place where text may hide, and beside it everything that must not change. The places are those that the providers'
/// own descriptions of their APIs name.
/// </summary>
internal static class RequestTemplates
{
    public static readonly IReadOnlyDictionary<string, (LlmApi Api, Template Template)> All = new Dictionary<string, (LlmApi, Template)>
    {
        ["openai chat"] = (LlmApi.ChatCompletions, new Template(Whole(Chat))),
        ["openrouter chat"] = (LlmApi.OpenRouterChat, new Template(Whole(Chat))),
        ["openai responses"] = (LlmApi.Responses, new Template(Whole(Responses))),
        ["openai completions"] = (LlmApi.Completions, new Template(Whole(Completions))),
        ["openrouter completions"] = (LlmApi.OpenRouterCompletions, new Template(Whole(Completions))),
        ["openai embeddings"] = (LlmApi.Embeddings, new Template("""{"model":"text-embedding-3","input":["§","§"],"user":"§","encoding_format":"base64","dimensions":256}""")),
        ["openai moderations"] = (LlmApi.Moderations, new Template("""{"model":"omni-moderation","input":[{"type":"text","text":"§"},{"type":"image_url","image_url":{"url":"§"}}]}""")),
        ["anthropic messages"] = (LlmApi.Messages, new Template(Whole(Messages))),
        ["anthropic count_tokens"] = (LlmApi.CountTokens, new Template(Whole(Messages))),
    };

    private const string Schema = """
        {"type":"object","title":"§","description":"§","$comment":"§","required":["to","amount"],"additionalProperties":false,
         "properties":{"to":{"type":"string","format":"email","pattern":"^a@b[.]com$","description":"§","enum":["§"],"const":"§","default":"§","examples":["§",{"§":"§#"}]},
                       "amount":{"type":"number","minimum":1,"maximum":1e6,"default":"§#"},
                       "list":{"type":"array","items":{"anyOf":[{"type":"string","description":"§"},{"$ref":"#/$defs/d"}]}}},
         "$defs":{"d":{"type":"string","description":"§"}},"unheard_of":"§"}
        """;

    private const string Data = """{"to":"§","n":"§#","§":[1.0,true,null,{"§":"§"}],"deep":{"a":{"b":["§"]}},"id":"§","type":"§"}""";

    private const string Chat = """
        {"model":"gpt-5","temperature":1.0,"seed":9007199254740993,"n":2,"logit_bias":{"50256":-100},"stream":false,
         "messages":[
          {"role":"system","content":"§"},
          {"role":"developer","content":[{"type":"text","text":"§","prompt_cache_breakpoint":{"type":"ephemeral"}}],"name":"§"},
          {"role":"user","name":"§","content":[{"type":"text","text":"a § b § c"},{"type":"image_url","image_url":{"url":"https://example.com/?q=§","detail":"high"}},
             {"type":"file","file":{"filename":"§","file_data":{"$file":"file: name\n§\n"}}},{"type":"file","file":{"file_id":"file-abc123"}},
             {"type":"new_kind","payload":{"x":"§","n":"§#"}}]},
          {"role":"assistant","content":"§","refusal":"§","reasoning":"§","reasoning_content":"§","audio":{"id":"audio_1","transcript":"§"},
             "reasoning_details":[{"type":"reasoning.text","text":"signed, so not ours to touch","signature":"c2lnbmF0dXJl","format":"anthropic-claude-v1","index":0},
                                  {"type":"reasoning.encrypted","data":"b3BhcXVl"},{"type":"reasoning.summary","summary":"§"},{"type":"reasoning.text","text":"§"}],
             "annotations":[{"type":"url_citation","url_citation":{"title":"§","url":"§","start_index":1,"end_index":2}}],
             "tool_calls":[{"id":"call_1","type":"function","function":{"name":"send_mail","arguments":{"$json":%DATA%}}},
                           {"id":"call_2","type":"function","function":{"name":"broken","arguments":"{\"to\": § ..."}},
                           {"id":"call_3","type":"custom","custom":{"name":"shell","input":"§"}}]},
          {"role":"assistant","content":null,"function_call":{"name":"old","arguments":{"$json":%DATA%}}},
          {"role":"tool","tool_call_id":"call_1","content":"§"},
          {"role":"tool","tool_call_id":"call_2","content":[{"type":"text","text":"{\"rows\": § ..."},{"type":"refusal","refusal":"§"}]},
          {"role":"function","name":"old","content":"§"}],
         "tools":[{"type":"function","function":{"name":"send_mail","description":"§","strict":true,"parameters":%SCHEMA%}},
                  {"type":"custom","custom":{"name":"shell","description":"§","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"§"}}}}],
         "functions":[{"name":"old","description":"§","parameters":%SCHEMA%}],
         "tool_choice":{"type":"function","function":{"name":"send_mail"}},"function_call":"auto","parallel_tool_calls":true,
         "response_format":{"type":"json_schema","json_schema":{"name":"out","description":"§","strict":true,"schema":%SCHEMA%}},
         "prediction":{"type":"content","content":[{"type":"text","text":"§"}]},
         "web_search_options":{"search_context_size":"low","user_location":{"type":"approximate","approximate":{"city":"§","country":"§"}}},
         "metadata":{"§":"§","ticket":"§"},"user":"§","safety_identifier":"§","prompt_cache_key":"§","stop":["§"],"service_tier":"auto","reasoning_effort":"low",
         "provider":{"order":["azure","openai"],"allow_fallbacks":false},"models":["a/b","c/d"],"transforms":["middle-out"],
         "unknown_text":"§","unknown":{"§":["§",{"x":"§#"}]}}
        """;

    private const string Responses = """
        {"model":"gpt-5","instructions":"§","previous_response_id":"resp_1","conversation":{"id":"conv_1"},"store":false,"include":["reasoning.encrypted_content"],
         "input":[
          {"role":"user","content":"§"},
          {"type":"message","role":"user","content":[{"type":"input_text","text":"§"},{"type":"input_image","image_url":"https://example.com/§","detail":"auto"},
             {"type":"input_file","filename":"§","file_data":{"$file":"file: § and more"},"file_url":"https://example.com/§"},{"type":"input_file","file_id":"file-1"}]},
          {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"§","logprobs":[],
             "annotations":[{"type":"url_citation","title":"§","url":"§","start_index":0,"end_index":3},{"type":"file_citation","file_id":"file-1","filename":"§","index":1}]},
             {"type":"refusal","refusal":"§"}]},
          {"type":"function_call","id":"fc_1","call_id":"call_1","name":"send_mail","status":"completed","arguments":{"$json":%DATA%}},
          {"type":"function_call_output","call_id":"call_1","output":"§"},
          {"type":"function_call_output","call_id":"call_1","output":[{"type":"input_text","text":"§"}]},
          {"type":"custom_tool_call","call_id":"call_2","name":"shell","input":"§"},{"type":"custom_tool_call_output","call_id":"call_2","output":"§"},
          {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"§"}],"content":[{"type":"reasoning_text","text":"§"}],"encrypted_content":"Z0FBQUFB"},
          {"type":"compaction","encrypted_content":"Z0FBQUFB"},{"type":"item_reference","id":"msg_9"},
          {"type":"file_search_call","id":"fs_1","status":"completed","queries":["§"],"results":[{"file_id":"file-1","text":"§","filename":"§","score":0.75,"attributes":{"§":"§"}}]},
          {"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"§","url":"§","pattern":"§"}},
          {"type":"code_interpreter_call","id":"ci_1","container_id":"cntr_1","code":"§","outputs":[{"type":"logs","logs":"§"}]},
          {"type":"computer_call","id":"cu_1","call_id":"call_3","status":"completed","action":{"type":"type","text":"§","keys":["§"],"x":10,"y":20},
             "pending_safety_checks":[{"id":"sc_1","code":"c","message":"§"}]},
          {"type":"computer_call_output","call_id":"call_3","acknowledged_safety_checks":[{"message":"§"}],"output":{"type":"computer_screenshot","file_id":"file-2"}},
          {"type":"local_shell_call","id":"ls_1","call_id":"call_4","status":"completed","action":{"type":"exec","command":["§"],"env":{"§":"§"},"user":"§","working_directory":"§"}},
          {"type":"local_shell_call_output","id":"ls_2","output":"§"},
          {"type":"shell_call","call_id":"call_5","action":{"commands":["§"],"timeout_ms":1000}},
          {"type":"shell_call_output","call_id":"call_5","output":[{"stdout":"§","stderr":"§","outcome":{"type":"exit","exit_code":0}}]},
          {"type":"apply_patch_call","call_id":"call_6","operation":{"type":"update_file","path":"§","diff":"§"}},{"type":"apply_patch_call_output","call_id":"call_6","output":"§"},
          {"type":"mcp_list_tools","id":"mcpl_1","server_label":"crm","tools":[{"name":"find","description":"§","input_schema":%SCHEMA%,"annotations":{"title":"§"}}]},
          {"type":"mcp_call","id":"mcp_1","server_label":"crm","name":"find","arguments":{"$json":%DATA%},"output":"§","error":"§"},
          {"type":"mcp_approval_request","id":"mcpr_1","server_label":"crm","name":"find","arguments":{"$json":%DATA%}},
          {"type":"mcp_approval_response","approval_request_id":"mcpr_1","approve":true,"reason":"§"},
          {"type":"tool_search_call","call_id":"call_7","arguments":%DATA%},{"type":"tool_search_output","call_id":"call_7","tools":[{"type":"function","name":"x","description":"§","parameters":%SCHEMA%}]},
          {"type":"additional_tools","tools":[{"type":"function","name":"y","description":"§"}]},
          {"type":"program","code":"§"},{"type":"program_output","result":"not base64: §"},
          {"type":"unheard_of_item","anything":{"§":"§","n":"§#"}}],
         "tools":[{"type":"function","name":"send_mail","description":"§","strict":true,"parameters":%SCHEMA%},
                  {"type":"mcp","server_label":"crm","server_url":"https://example.com/§","server_description":"§","require_approval":"never"},
                  {"type":"file_search","vector_store_ids":["vs_1"],"filters":{"type":"eq","key":"§","value":"§"}},
                  {"type":"web_search","user_location":{"type":"approximate","city":"§"}},{"type":"custom","name":"shell","description":"§","format":{"type":"grammar","syntax":"lark","definition":"§"}}],
         "text":{"format":{"type":"json_schema","name":"out","description":"§","schema":%SCHEMA%},"verbosity":"low"},
         "prompt":{"id":"pmpt_1","version":"2","variables":{"customer":"§","part":{"type":"input_text","text":"§"}}},
         "metadata":{"§":"§"},"user":"§","safety_identifier":"§","prompt_cache_key":"§","reasoning":{"effort":"low"},"unknown":["§",{"§":"§#"}]}
        """;

    private const string Completions = """
        {"model":"instruct","prompt":["§","a § b"],"suffix":"§","user":"§","stop":["§"],"echo":true,"logit_bias":{"50256":-100},"max_tokens":16,"best_of":1,"unknown":{"§":"§"}}
        """;

    private const string Messages = """
        {"model":"claude-sonnet","max_tokens":1024,"temperature":1.0,
         "system":[{"type":"text","text":"§","cache_control":{"type":"ephemeral","ttl":"1h"}}],
         "messages":[
          {"role":"user","content":"§"},
          {"role":"user","content":[{"type":"text","text":"§","citations":[{"type":"char_location","cited_text":"§","document_title":"§","title":"§","url":"§","source":"§","document_index":0,"start_char_index":1,"end_char_index":9}]},
            {"type":"image","source":{"type":"url","url":"https://example.com/§"}},
            {"type":"document","title":"§","context":"§","citations":{"enabled":true},"source":{"type":"text","media_type":"text/plain","data":"§"}},
            {"type":"document","source":{"media_type":"text/plain","data":{"$file":"file: line\n§"},"type":"base64"}},
            {"type":"document","source":{"type":"content","content":[{"type":"text","text":"§"}]}},
            {"type":"document","source":{"type":"url","url":"https://example.com/§"}},{"type":"document","source":{"type":"file","file_id":"file_011"}},
            {"type":"search_result","source":"§","title":"§","content":[{"type":"text","text":"§"}]},
            {"type":"new_block","anything":"§"}]},
          {"role":"assistant","content":[
            {"type":"thinking","thinking":"signed, so not ours to touch","signature":"RXJzUjJ3PT0="},{"type":"redacted_thinking","data":"RW1rS2FoZ2M="},
            {"type":"text","text":"§"},
            {"type":"tool_use","id":"toolu_01","name":"send_mail","input":%DATA%},
            {"type":"server_tool_use","id":"srvtoolu_01","name":"web_search","input":{"query":"§"}},
            {"type":"web_search_tool_result","tool_use_id":"srvtoolu_01","content":[{"type":"web_search_result","title":"§","url":"§","encrypted_content":"RW9ZQw==","page_age":"2 days"}]},
            {"type":"web_fetch_tool_result","tool_use_id":"srvtoolu_02","content":{"type":"web_fetch_result","url":"§","content":{"type":"document","title":"§","source":{"type":"text","media_type":"text/plain","data":"§"}}}},
            {"type":"bash_code_execution_tool_result","tool_use_id":"srvtoolu_03","content":{"type":"bash_code_execution_result","stdout":"§","stderr":"§","return_code":0,"content":[]}},
            {"type":"text_editor_code_execution_tool_result","tool_use_id":"srvtoolu_04","content":{"type":"text_editor_code_execution_view_result","file_type":"text","content":"§"}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_01","is_error":false,"content":"§"},
            {"type":"tool_result","tool_use_id":"toolu_02","content":[{"type":"text","text":"§"},{"type":"search_result","source":"§","title":"§","content":[{"type":"text","text":"§"}]},
              {"type":"document","source":{"type":"text","media_type":"text/plain","data":"§"}}]}]},
          {"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"RXJzUjJ3PT0="}]}],
         "tools":[{"name":"send_mail","description":"§","input_schema":%SCHEMA%,"input_examples":[%DATA%],"cache_control":{"type":"ephemeral"}},
                  {"type":"web_search_20250305","name":"web_search","max_uses":5,"user_location":{"type":"approximate","city":"§"}}],
         "tool_choice":{"type":"tool","name":"send_mail"},"thinking":{"type":"enabled","budget_tokens":1024},
         "output_config":{"effort":"low","format":{"type":"json_schema","schema":%SCHEMA%}},
         "metadata":{"user_id":"§","other":"§"},"stop_sequences":["§"],"service_tier":"auto","container":{"id":"container_1","skills":[{"type":"custom","skill_id":"skill_1","version":"latest"}]},
         "context_management":{"edits":[{"type":"clear_tool_uses_20250919","trigger":{"type":"input_tokens","value":30000}}]},
         "mcp_servers":[{"type":"url","url":"https://example.com/§","name":"crm","authorization_token":"§"}],"unknown":{"§":["§","§#"]}}
        """;

    private static string Whole(string template) =>
        template.Replace("%SCHEMA%", Schema, StringComparison.Ordinal).Replace("%DATA%", Data, StringComparison.Ordinal);
}
