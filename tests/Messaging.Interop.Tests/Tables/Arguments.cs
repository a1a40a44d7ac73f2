using Messaging.Interop.Tests.Scenarios;

namespace Messaging.Interop.Tests.Tables;

/// <summary>How arguments reach a method, and what is answered to those that do not fit.</summary>
internal static class Arguments
{
    public static IEnumerable<Scenario> All =>
    [
        new Scenario("two arguments", "add") { Args = """{"a": 1, "b": 2}""" }.Returns("3"),
        new Scenario("arguments in another order", "add") { Args = """{"b": "y", "a": "x"}""" }.Returns("\"xy\""),
        new Scenario("a sum beyond 64 bits", "add") { Args = """{"a": 9223372036854775807, "b": 9223372036854775807}""" }
            .Returns("18446744073709551614"),
        new Scenario("a sum of floats", "add") { Args = """{"a": 1.5, "b": 0.5}""" }.Returns("2.0"),
        new Scenario("no arguments", "exposed").Returns("\"exposed\""),
        new Scenario("no argument where it may be left out", "kwargs").Returns("{}"),
        new Scenario("an argument that is null is not one that is missing", "kwargs") { Args = """{"a": null}""" }.Returns("""{"a": null}"""),
        new Scenario("names in other scripts", "kwargs") { Args = """{"größe": 1, "名前": "zoë", "emoji\ud83d\ude00": [1]}""" }
            .Returns("""{"größe": 1, "名前": "zoë", "emoji\ud83d\ude00": [1]}"""),
        new Scenario("names that are no identifiers", "kwargs") { Args = """{"with space": 1, "with.dot": 2, "": 3, "_a": 4}""" }
            .Returns("""{"with space": 1, "with.dot": 2, "": 3, "_a": 4}"""),
        new Scenario("sixty arguments", "kwargs") { Args = Many(60) }.Returns(Many(60)),
        new Scenario("a default argument", "fail_expected").Raises("ValueError", "ValueError", "ArgumentException", "expected boom"),
        new Scenario("a missing argument", "add") { Args = """{"a": 1}""" }
            .Raises("TypeError", "TypeError", "InvalidArgumentsException", "b"),
        new Scenario("all arguments missing", "echo").Raises("TypeError", "TypeError", "InvalidArgumentsException", "value"),
        new Scenario("an unknown argument", "echo") { Args = """{"value": 1, "more": 2}""" }
            .Raises("TypeError", "TypeError", "InvalidArgumentsException", "more"),
        new Scenario("one argument too many", "whoami") { Args = """{"more": 2}""" }
            .Raises("TypeError", "TypeError", "InvalidArgumentsException", "more"),
        new Scenario("operands of two kinds", "add") { Args = """{"a": 1, "b": "x"}""" }
            .Raises("TypeError", "TypeError", "InvalidCastException", "unsupported operand"),
        new Scenario("an unknown method", "nothing_like_it").Raises("NoSuchMethod", "MethodNotFoundException", "nothing_like_it"),
        new Scenario("an unknown method in another script", "größe_你").Raises("NoSuchMethod", "MethodNotFoundException", "größe_你"),
        new Scenario("a method in the other language's spelling", "OnlyAdmin") { Namespace = "admin", Version = "2.0" }
            .Raises("NoSuchMethod", "MethodNotFoundException", "OnlyAdmin"),
        new Scenario("a private method", "_private").Raises("NoSuchMethod", "MethodNotFoundException", "_private"),
        new Scenario("a method that every object has", "__init__").Raises("NoSuchMethod", "MethodNotFoundException", "__init__"),
        new Scenario("a directed call", "exposed") { IsDirected = true }.Returns("\"exposed\""),
        new Scenario("the server's name", "whoami").Returns("\"server-Python\"", "\"server-Dotnet\""),
    ];

    private static string Many(int count) => $"{{{string.Join(", ", Enumerable.Range(0, count).Select(i => $"\"p{i}\": {i}"))}}}";
}
