using System.Text;
using BenchmarkDotNet.Attributes;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Benchmarks.Micro;

/// <summary>Requests and replies to bytes and back, bare as in memory and in oslo's envelope as on RabbitMQ.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private readonly JsonPayloadSerializer _serializer = JsonPayloadSerializer.ByReflection();
    private readonly byte[] _id = Encoding.ASCII.GetBytes(SampleCall.Id.ToString());
    private OutgoingMessage _message = null!;
    private byte[] _request = null!;
    private byte[] _reply = null!;

    [Params(EnvelopeFormat.Bare, EnvelopeFormat.Oslo2)]
    public EnvelopeFormat Format { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _message = SampleCall.Create();
        _request = SampleCall.Encode(Format);
        using var buffer = MessageBuffer.Rent();
        WriteReply(buffer);
        _reply = buffer.WrittenSpan.ToArray();
    }

    [Benchmark]
    public int EncodeRequest()
    {
        using var buffer = MessageBuffer.Rent();
        _message.WriteTo(buffer, Format, SampleCall.Id, SampleCall.ReplyTo);
        return buffer.Length;
    }

    [Benchmark]
    public int DecodeRequest()
    {
        using var request = RequestReader.Read(_request);
        return request.Arguments.Length;
    }

    [Benchmark]
    public int EncodeReply()
    {
        using var buffer = MessageBuffer.Rent();
        WriteReply(buffer);
        return buffer.Length;
    }

    [Benchmark]
    public bool DecodeReply()
    {
        using var reply = Reply.Read(_reply);
        return reply.IsEnding;
    }

    private void WriteReply(MessageBuffer buffer) => ReplyWriter.WriteResult(
        buffer, Format, _id, _serializer, static (writer, serializer) => serializer.WriteResult(writer, SampleCall.Payload, "echo"));
}
