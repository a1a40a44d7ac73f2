using Messaging.Interop.Tests.Scenarios;

namespace Messaging.Interop.Tests.Tables;

/// <summary>What of a caller's context a method sees. A Python server puts one key of its own into each.</summary>
internal static class Contexts
{
    public static IEnumerable<Scenario> All =>
    [
        Context("no context", null, "{}"),
        Context("an empty context", "{}", "{}"),
        Context("a flat context", """{"user": "zoë", "project_id": null, "is_admin": true, "n": 1.0}"""),
        Context("a nested context", """{"a": {"b": [1, {"c": null}], "d": {}}, "roles": ["x", "y"]}"""),
        Context("a context with numbers of all sizes", """{"big": 1208925819614629174706176, "float": 1e308}"""),
        Context("a context with NaN", """{"nan": NaN, "list": [Infinity]}"""),
        Context("names in other scripts in a context", """{"größe": 1, "\ud83d\ude00": 2, "a b": 3, "": 4}"""),
        Context("names of a context that look like fields of the message",
            """{"method": "x", "args": {"a": 1}, "version": "9.9", "namespace": "n", "unique_id": 5, "_context_a": 1}"""),
        new Scenario("a context that is passed on does not grow", "forward")
        {
            Context = """{"user": "u"}""",
            Args = """{"topic": "shared-Dotnet", "what": "context", "args": {}}""",
        }.Returns("""{"user": "u"}"""),
        new Scenario("a context that is passed on arrives", "forward")
        {
            Context = """{"user": {"name": "zoë"}}""",
            Args = """{"topic": "shared-Python", "what": "context", "args": {}}""",
        }.Returns("""{"user": {"name": "zoë"}, "client_timeout": null}"""),
    ];

    private static Scenario Context(string name, string context) => Context(name, context, context);

    private static Scenario Context(string name, string? context, string seen) =>
        new Scenario(name, "context") { Context = context }.Returns(
            seen == "{}" ? """{"client_timeout": null}""" : seen[..^1] + """, "client_timeout": null}""", seen);
}
