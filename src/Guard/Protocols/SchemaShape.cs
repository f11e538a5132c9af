namespace EventAgents.Guard.Protocols;

/// <summary>JSON Schema: keywords and the names of properties stay, everything that somebody wrote is text.</summary>
internal static class SchemaShape
{
    public static readonly Shape Schema = Make();

    private static Shape Make()
    {
        var schema = new Shape();
        var named = new Shape { Others = schema, KeepsNames = true };
        foreach (var name in (string[])["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]) schema[name] = named;
        foreach (var name in (string[])
            ["items", "prefixItems", "contains", "additionalProperties", "additionalItems", "unevaluatedItems", "unevaluatedProperties", "propertyNames",
             "anyOf", "oneOf", "allOf", "not", "if", "then", "else"]) schema[name] = schema;
        foreach (var name in (string[])["const", "default", "examples", "example", "enum"]) schema[name] = Shape.Data;
        foreach (var name in (string[])["description", "title", "$comment"]) schema[name] = Shape.Text;
        schema["pattern"] = Shape.Opaque;
        var member = new Shape(StringUse.Token) { IsName = true };
        schema["required"] = member;
        schema["dependentRequired"] = new Shape { Others = member, KeepsNames = true };
        return schema
            .Tokens("type", "format", "$ref", "$schema", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "contentEncoding", "contentMediaType")
            .Settings("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems",
                "uniqueItems", "minProperties", "maxProperties", "minContains", "maxContains", "nullable", "deprecated", "readOnly", "writeOnly");
    }
}
