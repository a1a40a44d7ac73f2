using System.Text;
using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Serialization;

/// <summary>What is written is read back the same, for any JSON. Seeded, so that a failure comes again.</summary>
public sealed class EnvelopeRoundTripTests
{
    private static readonly string[] Letters = ["a", "Z", "_", " ", "\"", "\\", "/", "\n", "\0", "\u007f", "é", "你", "😀", "\u2028", "\ufffd", "<", "&", "'", "{", "_context_"];
    private static readonly string[] Numbers = ["0", "-0.0", "1.0", "1e2", "-12.50", "9007199254740993", "123456789012345678901234567890", "0.1", "1E-400"];

    [Theory]
    [InlineData(EnvelopeFormat.Bare)]
    [InlineData(EnvelopeFormat.Oslo2)]
    public void Requests_are_read_as_they_were_written(EnvelopeFormat format)
    {
        var random = new Random(42);
        for (var i = 0; i < 5_000; i++)
        {
            var arguments = Object(random, 3);
            var context = new RpcContext(Object(random, 2).Properties.Where(pair => pair.Key != "client_timeout"));
            var method = Text(random, 1);
            using var request = Bodies.Read(Bodies.Request(format, method, arguments, context));

            Assert.Equal(method, request.Method);
            Assert.Equal(arguments, RpcValue.Parse(Encoding.UTF8.GetString(request.Arguments)));
            Assert.Equal(context.OrderBy(pair => pair.Key, StringComparer.Ordinal), request.ReadContext().OrderBy(pair => pair.Key, StringComparer.Ordinal));
            Assert.Equal(Bodies.CallId, Encoding.UTF8.GetString(request.MessageIdText));
        }
    }

    [Theory]
    [InlineData(EnvelopeFormat.Bare)]
    [InlineData(EnvelopeFormat.Oslo2)]
    public void Results_are_read_as_they_were_written(EnvelopeFormat format)
    {
        var random = new Random(43);
        for (var i = 0; i < 5_000; i++)
        {
            var result = Value(random, 4);
            using var reply = Reply.Read(Encoding.UTF8.GetBytes(Bodies.Result(format, result)));

            var json = Encoding.UTF8.GetString(reply.ResultBytes);
            Assert.True(result == RpcValue.Parse(json), json);
            Assert.Equal(!result.IsNull, reply.HasResult);
            Assert.Equal(new MessageId(1, 2), reply.MessageId);
        }
    }

    [Theory]
    [InlineData(EnvelopeFormat.Bare)]
    [InlineData(EnvelopeFormat.Oslo2)]
    public void Failures_are_read_as_they_were_written(EnvelopeFormat format)
    {
        var random = new Random(44);
        var call = Drivers.Replying.Calls.Call(TimeProvider.System, TimeSpan.FromMinutes(1));
        for (var i = 0; i < 2_000; i++)
        {
            var message = Text(random, 8);
            using var reply = Reply.Read(Encoding.UTF8.GetBytes(Bodies.Failure(format, new InvalidOperationException(message), withTrace: true)));

            var error = Assert.IsType<RemoteException>(Messaging.Serialization.FailureReader.Read(reply.FailureBytes, call, new RemoteExceptionMap()));
            Assert.Equal(("InvalidOperationException", "System", message), (error.TypeName, error.Module, error.RemoteMessage));
        }
    }

    private static RpcValue Object(Random random, int depth)
    {
        var properties = Enumerable.Range(0, random.Next(4)).Select(i => $"{JsonSerializer.Serialize(Text(random, 2) + i)}: {Json(Value(random, depth))}");
        return RpcValue.Parse($"{{{string.Join(", ", properties)}}}");
    }

    private static RpcValue Value(Random random, int depth) => random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => RpcValue.Null,
        1 => random.Next(2) == 0,
        2 => RpcValue.Parse(Numbers[random.Next(Numbers.Length)]),
        3 => random.Next(),
        4 or 5 => RpcValue.Parse(JsonSerializer.Serialize(Text(random, 6))),
        6 => RpcValue.Parse($"[{string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => Json(Value(random, depth - 1))))}]"),
        _ => RpcValue.Parse($"{{{string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(i => $"{JsonSerializer.Serialize(Text(random, 2) + i)}: {Json(Value(random, depth - 1))}"))}}}"),
    };

    private static string Json(RpcValue value) => value.ToJsonElement().GetRawText();

    private static string Text(Random random, int least)
    {
        var text = new StringBuilder();
        for (var i = random.Next(least, least + 6); i > 0; i--)
        {
            text.Append(Letters[random.Next(Letters.Length)]);
        }

        return text.ToString();
    }
}
