using System.Text.Json.Nodes;
using Messaging.AspNetCore.Listing;
using Messaging.AspNetCore.Requests;

namespace Messaging.AspNetCore.OpenApi;

/// <summary>Describes a path as an OpenAPI operation.</summary>
internal static class OperationWriter
{
    private const string Json = "application/json";

    public static JsonObject Describe(string topic, ListedMethod method, SchemaSet schemas)
    {
        var answer = method.IsOneWay
            ? new JsonObject { ["202"] = new JsonObject { ["description"] = "Handed over; there is no result to wait for." } }
            : new JsonObject { ["200"] = Content("The result.", ResultOf(method, schemas)) };
        var hasRequired = method.Member?.Parameters.Any(parameter => !parameter.IsOptional) ?? false;
        return Operation($"{topic}.{method.Name}", topic, hasRequired, ArgumentsOf(method, schemas), answer);
    }

    public static JsonObject DescribeJsonRpc(string topic)
    {
        var answer = new JsonObject
        {
            ["200"] = Content("A response, or the responses of a batch.", new JsonObject()),
            ["204"] = new JsonObject { ["description"] = "There were only notifications." },
        };
        var operation = Operation(
            $"{topic}.json_rpc", topic, isRequired: true, new JsonObject { ["type"] = new JsonArray("object", "array") }, answer);
        operation["summary"] = $"JSON-RPC 2.0: calls the methods of {topic}, one or a batch of them.";
        return operation;
    }

    private static JsonObject Operation(string id, string topic, bool isRequired, JsonNode body, JsonObject answers)
    {
        answers["default"] = new JsonObject
        {
            ["description"] = "A problem.",
            ["content"] = new JsonObject
            {
                ["application/problem+json"] =
                    new JsonObject { ["schema"] = new JsonObject { ["$ref"] = SchemaSet.Path + SchemaSet.Problem } },
            },
        };
        return new JsonObject
        {
            ["operationId"] = id,
            ["tags"] = new JsonArray(topic),
            ["parameters"] = new JsonArray(new JsonObject
            {
                ["name"] = CallTerms.TimeoutHeader,
                ["in"] = "header",
                ["description"] = "How long the client waits, in seconds.",
                ["schema"] = new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0 },
            }),
            ["requestBody"] = new JsonObject
            {
                ["required"] = isRequired,
                ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = body } },
            },
            ["responses"] = answers,
        };
    }

    private static JsonObject ArgumentsOf(ListedMethod method, SchemaSet schemas)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (method.Member is not { } member)
        {
            return schema;
        }

        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var parameter in member.Parameters.Where(parameter => !parameter.IsExtra))
        {
            properties[parameter.Name] = schemas.Of(parameter.Type, method.Serializer);
            if (!parameter.IsOptional)
            {
                required.Add((JsonNode)parameter.Name);
            }
        }

        schema["properties"] = properties;
        schema["additionalProperties"] = member.Parameters.Any(parameter => parameter.IsExtra);
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    private static JsonNode ResultOf(ListedMethod method, SchemaSet schemas) => method.Member switch
    {
        null => new JsonObject(),
        { Result: { } type } => schemas.Of(type, method.Serializer),
        _ => new JsonObject { ["type"] = "null" },
    };

    private static JsonObject Content(string description, JsonNode schema) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = schema } },
    };
}
