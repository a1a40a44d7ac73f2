using System.Buffers;
using Messaging.Drivers;
using Messaging.Drivers.Thrift;
using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Wire;
using Messaging.Thrift.Bridging;
using Thrift;

namespace Messaging.Thrift.Calling;

/// <summary>Thrift over HTTP on a gateway: a body is a call in any protocol, and the answer uses the same.</summary>
/// <param name="service">The service.</param>
internal sealed class GatewayFormat(ThriftService service) : IRpcGatewayFormat
{
    private readonly MethodDirectory _methods = new(new Dictionary<string, ThriftService> { [service.Name] = service });

    public string MediaType => "application/x-thrift";

    public async Task AnswerAsync(ReadOnlyMemory<byte> request, IRpcGatewayCaller caller, IBufferWriter<byte> answer)
    {
        var (dialect, call) = await ReadAsync(request).ConfigureAwait(false);
        using var message = MessageChannel.CreateMessage(dialect);
        var empty = message.Length;
        try
        {
            await CallAnswer.WriteAsync(call, dialect, MemoryMessages.Limits, caller, message).ConfigureAwait(false);
        }
        catch (InvalidArgumentsException e) when (!call.IsOneway)
        {
            var refusal = new Refusal(TApplicationException.ExceptionType.ProtocolError, e.Message);
            await ReplyWriter.WriteAsync(message, dialect, MemoryMessages.Limits, call, refusal).ConfigureAwait(false);
        }

        if (message.Length > empty)
        {
            MessageChannel.Complete(message, dialect);
            answer.Write(message.WrittenSpan);
        }
    }

    private async ValueTask<(Dialect Dialect, IncomingCall Call)> ReadAsync(ReadOnlyMemory<byte> request)
    {
        try
        {
            return await MessageBody.ReadAsync(request, _methods, MemoryMessages.Limits, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WireException e)
        {
            throw new SerializationException($"The body is not a Thrift call: {e.Message}.", e);
        }
    }
}
