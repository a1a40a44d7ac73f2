using System.Text;
using Messaging.Interop.Tests.Scenarios;

namespace Messaging.Interop.Tests.Tables;

/// <summary>Values that come back as they went: every kind that JSON has, and those that only Python's has.</summary>
internal static class Values
{
    public static IEnumerable<Scenario> All =>
    [
        .. Plain.Select(value => Echo($"echo {value}", value)),
        Echo("a list nested 50 deep", Nested("[", "]", 50)),
        Echo("a list nested 200 deep", Nested("[", "]", 200)),
        Echo("an object nested 200 deep", Nested("{\"a\": ", "}", 200)),
        Echo("a text of 1 MB", Text('x', 1_000_000)),
        Echo("a text of 300,000 letters of three bytes", Text('你', 300_000)),
        Echo("a text of 100,000 quotes and backslashes", $"\"{new StringBuilder().Insert(0, "\\\"\\\\", 100_000)}\""),
        Echo("a list of 100,000 numbers", $"[{string.Join(", ", Enumerable.Range(0, 100_000))}]"),
        Echo("an object of 10,000 keys", $"{{{string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"\"key {i}\": {i}"))}}}"),
        new Scenario("no result", "none").Returns("null"),
        new Scenario("a result of 1 MB", "blob") { Args = """{"size": 1000000}""" }.Returns(Letters(1_000_000)),
        new Scenario("an empty result", "blob") { Args = """{"size": 0}""" }.Returns("\"\""),
        new Scenario("values that each language writes in its own way", "types").Returns("""
            {"datetime": "2024-02-29T12:34:56.000789", "datetime_tz": "2024-02-29T12:34:56.000789",
            "uuid": "12345678-1234-5678-1234-567812345678", "bytes": "caf\u00e9", "set": [1], "tuple": [1, "two", null],
            "ipv4": "192.0.2.1", "ipv6": "2001:db8::1", "exception": "ValueError('as a value')",
            "int_keys": {"1": "c", "2.5": "b", "null": "d"}, "big": 1208925819614629174706176, "float": 0.1,
            "unicode": "\u00e9\ud83d\ude00"}
            """),
    ];

    private static string[] Plain =>
    [
        "null", "true", "false",
        "0", "1", "-1", "9007199254740993", "-9223372036854775808", "18446744073709551615", "1208925819614629174706176",
        "-1208925819614629174706176",
        "1.0", "-0.0", "0.1", "1e308", "5e-324", "1e16", "123456789.0", "-2.5", "NaN", "Infinity", "-Infinity",
        "[NaN, {\"a\": [Infinity, -Infinity]}, \"NaN\"]",
        "\"\"", "\" \"", "\"text\"", "\"zoë 你好\"", "\"\\ud83d\\ude00 \\ud834\\udd1e\"", "\"\\ud800\"", "\"a\\udfffb\"", "\"\\u0000\"",
        "\"\\u0000\\u0001\\u001f\\u007f\\u2028\\ufeff\\uffff\"", "\"\\\\ \\\" \\/ \\n\\r\\t\\b\\f\"", "\"NaN\"", "\"{\\\"a\\\": 1}\"",
        "\"<script>&'+\"", "\"2024-02-29T12:34:56\"",
        "[]", "[[]]", "{}", "{\"a\": {}}", "[1, 1.0, \"1\", true, null, [], {}]",
        "{\"\": 1, \" \": 2, \"a.b\": 3, \"zoë\": 4, \"\\ud83d\\ude00\": 5, \"\\u0000\": 6, \"\\\"\": 7, \"null\": 8}",
        "{\"_context_a\": 1, \"_msg_id\": \"x\", \"method\": null, \"args\": {}, \"oslo.message\": \"{}\", \"result\": 1, \"failure\": 2}",
        "{\"snake_case\": 1, \"CamelCase\": 2, \"kebab-case\": 3, \"with space\": 4}",
        "[\"\\u00e9\", \"e\\u0301\"]",
    ];

    private static Scenario Echo(string name, string value) =>
        new Scenario(name, "echo") { Args = $"{{\"value\": {value}}}" }.Returns(value);

    private static string Nested(string open, string close, int depth) =>
        new StringBuilder().Insert(0, open, depth).Append("null").Insert(depth * open.Length + 4, close, depth).ToString();

    private static string Text(char letter, int length) => $"\"{new string(letter, length)}\"";

    private static string Letters(int length) =>
        $"\"{string.Create(length, 0, static (span, _) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = (char)('a' + (i % 26));
            }
        })}\"";
}
