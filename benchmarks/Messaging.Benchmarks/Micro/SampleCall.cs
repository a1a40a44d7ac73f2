using Messaging.Drivers;

namespace Messaging.Benchmarks.Micro;

/// <summary>The call that all micro-benchmarks take apart: <c>echo</c> with a text of 100 bytes.</summary>
internal static class SampleCall
{
    public const string ReplyTo = "reply_53ce5689c9554c639a271b8737d7a7dd";

    public static string Payload { get; } = new('x', 100);

    public static MessageId Id { get; } = new(0x53ce5689c9554c63, 0x9a271b8737d7a7dd);

    /// <summary>The message as the client gives it to a driver.</summary>
    public static OutgoingMessage Create()
    {
        var driver = new LoopbackDriver();
        var client = new RpcClient(driver.Open(), new Target { Topic = "calc", Version = "1.0" });
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
