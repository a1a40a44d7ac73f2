using Thrift;
using Thrift.Protocol;
using Thrift.Protocol.Entities;

namespace Messaging.Benchmarks.Subjects.Thrift;

/// <summary>The client's half of the echo, as Apache's compiler makes it: one call at a time.</summary>
internal sealed class EchoClient(TProtocol protocol) : TBaseClient(protocol, protocol)
{
    public async Task<string> EchoAsync(string payload, CancellationToken cancellationToken)
    {
        await OutputProtocol.WriteMessageBeginAsync(new TMessage("echo", TMessageType.Call, SeqId), cancellationToken);
        await EchoText.WriteAsync(OutputProtocol, "echo_args", "payload", EchoText.PayloadId, payload, cancellationToken);
        await OutputProtocol.WriteMessageEndAsync(cancellationToken);
        await OutputProtocol.Transport.FlushAsync(cancellationToken);

        var reply = await InputProtocol.ReadMessageBeginAsync(cancellationToken);
        if (reply.Type == TMessageType.Exception)
        {
            throw await TApplicationException.ReadAsync(InputProtocol, cancellationToken);
        }

        var text = await EchoText.ReadAsync(InputProtocol, EchoText.ResultId, cancellationToken);
        await InputProtocol.ReadMessageEndAsync(cancellationToken);
        return text;
    }
}
