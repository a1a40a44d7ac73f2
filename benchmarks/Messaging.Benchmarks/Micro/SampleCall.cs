using Messaging.Drivers;

namespace Messaging.Benchmarks.Micro;

/// <summary>The call that all micro-benchmarks take apart: <c>echo</c> with a text of 100 bytes.</summary>
internal static class SampleCall
{
    public const string ReplyTo = "reply_53ce5689c9554c639a271b8737d7a7dd";

    public static string Payload { get; } = new('x', 100);

    public static MessageId Id { get; } = new(0x53ce5689c9554c63, 0x9a271b8737d7a7dd);

    /// <summary>The message as the client gives it to a driver.</summary>
    public static OutgoingMessage Create() => Create(TimeProvider.System, TimeSpan.FromMinutes(1));

    /// <summary>The message of a call that is made now and has so much time.</summary>
    public static OutgoingMessage Create(TimeProvider time, TimeSpan timeout)
    {
        var driver = new LoopbackDriver();
        var options = new RpcClientOptions { Timeout = timeout };
        var client = new RpcClient(driver.Open(time), new Target { Topic = "calc", Version = "1.0" }, options);
        _ = client.CallAsync<string>(null, "echo", new { payload = Payload });
        return driver.LastCall!;
    }

    public static byte[] Encode(EnvelopeFormat format)
    {
        using var buffer = MessageBuffer.Rent();
        Create().WriteTo(buffer, format, Id, ReplyTo);
        return buffer.WrittenSpan.ToArray();
    }
}
