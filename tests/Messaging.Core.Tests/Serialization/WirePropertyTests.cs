using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Messaging.Drivers;
using Messaging.Notifications.Messages;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Serialization;

/// <summary>Any JSON value, also one that only Python writes, goes through writers and readers unchanged, letter for letter.</summary>
public sealed class WirePropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(3_000).WithEndSize(40);

    private static readonly EnvelopeFormat[] Formats = [EnvelopeFormat.Bare, EnvelopeFormat.Oslo2];

    private static readonly Gen<string> Texts = ArbMap.Default.GeneratorFor<char>().ArrayOf().Select(letters =>
        $"\"{string.Concat(letters.Select(letter => char.IsSurrogate(letter) || letter < 128 ? $"\\u{(int)letter:x4}" : $"{letter}"))}\"");

    private static readonly Gen<string> Scalars = Gen.OneOf(
        Gen.Elements("null", "true", "false", "NaN", "Infinity", "-Infinity", "-0.0", "1E400", "\"NaN\"", "\"\\u004eaN\"", "\"\""),
        ArbMap.Default.GeneratorFor<BigInteger>().Select(number => (number * number * number).ToString(CultureInfo.InvariantCulture)),
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => number.Get.ToString("R", CultureInfo.InvariantCulture)),
        Texts);

    private static readonly Arbitrary<string> Values = Arb.From(Gen.Sized(size => Value(Math.Min(size, 8))));

    [Fact]
    public void Arguments_and_contexts() => Prop.ForAll(Values, Values, (value, other) =>
    {
        foreach (var format in Formats)
        {
            var context = new RpcContext { ["a"] = RpcValue.Parse(other) };
            using var request = Bodies.Read(Bodies.Request(format, "m", new { value = RpcValue.Parse(value) }, context));
            var arguments = RpcValue.Parse(Encoding.UTF8.GetString(request.Arguments));
            Assert.Equal(value, Json(arguments["value"]));
            Assert.Equal(other, Json(request.ReadContext()["a"]));
        }
    }).Check(Often);

    [Fact]
    public void Results() => Prop.ForAll(Values, value =>
    {
        foreach (var format in Formats)
        {
            using var reply = Reply.Read(Encoding.UTF8.GetBytes(Bodies.Result(format, RpcValue.Parse(value))));
            Assert.Equal(value, Json(RpcValue.Parse(Encoding.UTF8.GetString(reply.ResultBytes))));
        }
    }).Check(Often);

    [Fact]
    public void Arguments_of_failures() => Prop.ForAll(Values, value =>
    {
        var call = Drivers.Replying.Calls.Call(TimeProvider.System, TimeSpan.FromMinutes(1));
        var error = new RemoteException("E", "m", "message", RpcValue.Parse($"[{value}]"), RpcValue.Parse($"{{\"a\": {value}}}"));
        foreach (var format in Formats)
        {
            using var reply = Reply.Read(Encoding.UTF8.GetBytes(Bodies.Failure(format, error)));
            var read = Assert.IsType<RemoteException>(FailureReader.Read(reply.FailureBytes, call, new RemoteExceptionMap()));
            Assert.Equal(value, Json(read.Arguments[0]));
            Assert.Equal(value, Json(read.KeywordArguments["a"]));
        }
    }).Check(Often);

    [Fact]
    public void Payloads() => Prop.ForAll(Values, value =>
    {
        var content = new NotificationContent(
            NotificationPriority.Info, "p", "e", Encoding.UTF8.GetBytes(value), new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc), null,
            new HashSet<string>());
        foreach (var format in Formats)
        {
            using var body = MessageBuffer.Rent();
            NotificationWriter.Write(body, format, content);
            var fields = NotificationReader.Read(body.WrittenSpan, out var message);
            var notification = new Notification(message, fields, NotificationPriority.Info, false, JsonPayloadSerializer.ByReflection());
            Assert.Equal(value, Json(notification.Payload));
        }
    }).Check(Often);

    private static Gen<string> Value(int depth) => depth == 0 ? Scalars : Gen.Frequency(
        (3, Scalars),
        (1, Value(depth / 2).ListOf().Select(items => $"[{string.Join(", ", items)}]")),
        (1, Texts.Zip(Value(depth / 2)).ListOf().Select(pairs =>
            $"{{{string.Join(", ", pairs.Select((pair, i) => $"{pair.Item1[..^1]}{i}\": {pair.Item2}"))}}}")));

    private static string Json(RpcValue value) => JsonSerializer.Serialize(value, JsonPayloadSerializer.ByReflection().Options);
}
