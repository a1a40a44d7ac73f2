using System.Text.Json;
using System.Text.RegularExpressions;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Serialization;

/// <summary>Bodies are, byte for byte, what oslo.messaging's peers read: fields, their order, what is absent and what is null.</summary>
public sealed partial class EnvelopeWriterTests
{
    [Fact]
    public void A_call_has_every_field_in_the_order_of_oslo()
    {
        var body = Bodies.Request(
            EnvelopeFormat.Bare,
            "echo",
            new { Value = 1, InnerName = (string?)null },
            new RpcContext { ["user"] = "u", ["nested"] = RpcValue.Parse("""{"a":[1,2]}"""), ["none"] = RpcValue.Null },
            target: new Target { Topic = "t", Namespace = "admin", Version = "2.1" },
            monitor: TimeSpan.FromSeconds(4));

        Assert.Equal(
            """{"method":"echo","args":{"value":1,"inner_name":null},"namespace":"admin","version":"2.1","_msg_id":"00000000000000010000000000000002","_reply_q":"reply_q","_timeout":4,"_unique_id":"U","_context_user":"u","_context_nested":{"a":[1,2]},"_context_none":null}""",
            Normalize(body));
    }

    [Fact]
    public void What_is_not_set_is_absent() => Assert.Equal(
        """{"method":"echo","args":{},"_msg_id":"00000000000000010000000000000002","_reply_q":"reply_q","_timeout":null,"_unique_id":"U"}""",
        Normalize(Bodies.Request(EnvelopeFormat.Bare, "echo", null)));

    [Theory]
    [InlineData(MessageKind.Cast)]
    [InlineData(MessageKind.Fanout)]
    public void A_cast_has_no_call_id_no_address_and_no_timeout(MessageKind kind) => Assert.Equal(
        """{"method":"record","args":{"tag":"c"},"_unique_id":"U","_context_u":1}""",
        Normalize(Bodies.Request(EnvelopeFormat.Bare, "record", new { tag = "c" }, new RpcContext { ["u"] = 1 }, kind)));

    [Fact]
    public void The_envelope_has_exactly_two_keys_and_holds_the_message_as_text()
    {
        var bare = Bodies.Request(EnvelopeFormat.Bare, "m\"\\\n", new { t = "é😀\0\u001f/" });
        var body = Bodies.Request(EnvelopeFormat.Oslo2, "m\"\\\n", new { t = "é😀\0\u001f/" });
        using var outer = JsonDocument.Parse(body);

        Assert.StartsWith("""{"oslo.version": "2.0", "oslo.message": "{""", body, StringComparison.Ordinal);
        Assert.Equal(["oslo.version", "oslo.message"], outer.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(Normalize(bare), Normalize(outer.RootElement.GetProperty("oslo.message").GetString()!));
    }

    [Fact]
    public void A_reply_has_all_five_keys_always()
    {
        Assert.Equal("""{"result":{"a":1},"failure":null,"ending":true,"_msg_id":"00000000000000010000000000000002","_unique_id":"U"}""", Normalize(Bodies.Result(EnvelopeFormat.Bare, new { a = 1 })));
        Assert.Equal("""{"result":null,"failure":null,"ending":true,"_msg_id":"00000000000000010000000000000002","_unique_id":"U"}""", Normalize(Bodies.Result<string?>(EnvelopeFormat.Bare, null)));
        Assert.Equal("""{"result":null,"failure":null,"ending":false,"_msg_id":"00000000000000010000000000000002","_unique_id":"U"}""", Normalize(Bodies.Heartbeat(EnvelopeFormat.Bare)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("an id that is much longer than the thirty-two digits of oslo's, and has an \\u00e9 and a \\\" in it")]
    public void The_id_of_the_call_comes_back_as_it_came(string escaped)
    {
        using var reply = JsonDocument.Parse(Bodies.Result(EnvelopeFormat.Bare, 1, escaped));

        Assert.Equal($"\"{escaped}\"", reply.RootElement.GetProperty("_msg_id").GetRawText());
    }

    [Fact]
    public void A_failure_is_a_text_that_holds_pythons_exception_data()
    {
        using var reply = JsonDocument.Parse(Bodies.Failure(EnvelopeFormat.Bare, new InvalidOperationException("boom \"é\"")));
        using var failure = JsonDocument.Parse(reply.RootElement.GetProperty("failure").GetString()!);
        var data = failure.RootElement;

        Assert.Equal(JsonValueKind.Null, reply.RootElement.GetProperty("result").ValueKind);
        Assert.True(reply.RootElement.GetProperty("ending").GetBoolean());
        Assert.Equal(["class", "module", "message", "tb", "args", "kwargs"], data.EnumerateObject().Select(property => property.Name)
            .Take(6));
        Assert.Equal("InvalidOperationException", data.GetProperty("class").GetString());
        Assert.Equal("System", data.GetProperty("module").GetString());
        Assert.Equal("boom \"é\"", data.GetProperty("message").GetString());
        Assert.Equal("boom \"é\"", data.GetProperty("args")[0].GetString());
        Assert.Equal(0, data.GetProperty("tb").GetArrayLength());
        Assert.Empty(data.GetProperty("kwargs").EnumerateObject());
    }

    [Fact]
    public void A_trace_is_lines_that_end_with_a_line_feed()
    {
        using var reply = JsonDocument.Parse(Bodies.Failure(EnvelopeFormat.Bare, new InvalidOperationException("one\ntwo"), withTrace: true));
        using var failure = JsonDocument.Parse(reply.RootElement.GetProperty("failure").GetString()!);
        var lines = failure.RootElement.GetProperty("tb").EnumerateArray().Select(line => line.GetString()).ToArray();

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.EndsWith("\n", line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_dispatchers_own_failures_have_pythons_names()
    {
        foreach (var (error, name, module) in new (Exception, string, string)[]
        {
            (new MethodNotFoundException("m", "x"), "NoSuchMethod", "oslo_messaging.rpc.dispatcher"),
            (new UnsupportedVersionException("m", "x"), "UnsupportedVersion", "oslo_messaging.rpc.dispatcher"),
            (new InvalidArgumentsException("m", "x"), "TypeError", "builtins"),
        })
        {
            using var reply = JsonDocument.Parse(Bodies.Failure(EnvelopeFormat.Bare, error, isRefusal: true));
            using var failure = JsonDocument.Parse(reply.RootElement.GetProperty("failure").GetString()!);

            Assert.Equal(name, failure.RootElement.GetProperty("class").GetString());
            Assert.Equal(module, failure.RootElement.GetProperty("module").GetString());
        }
    }

    [Fact]
    public void A_result_that_cannot_be_written_leaves_the_body_as_it_was()
    {
        using var buffer = MessageBuffer.Rent();
        buffer.Write("before"u8);

        Assert.Throws<SerializationException>(() => Messaging.Serialization.ReplyWriter.WriteResult(
            buffer, EnvelopeFormat.Bare, "id"u8, typeof(int), static (writer, value) => JsonPayloadSerializer.ByReflection()
                .WriteResult(writer, value, "m")));

        Assert.True(buffer.WrittenSpan.SequenceEqual("before"u8));
    }

    private static string Normalize(string body) => UniqueId().Replace(body, "\"_unique_id\":\"U\"");

    [GeneratedRegex("\"_unique_id\":\"[0-9a-f]{32}\"")]
    private static partial Regex UniqueId();
}
