using Thrift.Processor;
using Thrift.Protocol;
using Thrift.Protocol.Entities;

namespace Messaging.Benchmarks.Subjects.Thrift;

/// <summary>The server's half of the echo, as Apache's compiler makes it.</summary>
internal sealed class EchoProcessor : ITAsyncProcessor
{
    public async Task<bool> ProcessAsync(TProtocol iprot, TProtocol oprot, CancellationToken cancellationToken)
    {
        var call = await iprot.ReadMessageBeginAsync(cancellationToken);
        var text = await EchoText.ReadAsync(iprot, EchoText.PayloadId, cancellationToken);
        await iprot.ReadMessageEndAsync(cancellationToken);

        await oprot.WriteMessageBeginAsync(new TMessage(call.Name, TMessageType.Reply, call.SeqID), cancellationToken);
        await EchoText.WriteAsync(oprot, "echo_result", "success", EchoText.ResultId, text, cancellationToken);
        await oprot.WriteMessageEndAsync(cancellationToken);
        await oprot.Transport.FlushAsync(cancellationToken);
        return true;
    }
}
