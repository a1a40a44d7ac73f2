using Messaging.Drivers;
using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Types;
using Messaging.Drivers.Thrift.Wire;
using Messaging.Thrift.Bridging;
using Thrift.Processor;

namespace Messaging.Thrift.Processing;

/// <summary>A method that generated code runs: it takes a Thrift message and returns one.</summary>
/// <param name="method">The method.</param>
/// <param name="processor">The generated code.</param>
internal sealed class ProcessedMethod(ThriftMethod method, ITAsyncProcessor processor)
{
    /// <summary>Runs a call.</summary>
    /// <exception cref="RemoteException">The method failed: with a declared exception, or with the error that generated code made of
    /// it.</exception>
    /// <exception cref="InvalidArgumentsException">An argument is not what the service declares.</exception>
    /// <exception cref="SerializationException">The result is not what the service declares.</exception>
    /// <exception cref="InvalidOperationException">The processor gave no answer.</exception>
    public async ValueTask<RpcValue> RunAsync(RpcInvocation call)
    {
        using var question = MessageBuffer.Rent();
        using var answer = MessageBuffer.Rent();
        await ServiceMethods.WriteArgumentsAsync(call, method, ServiceMethods.ReadArguments(call, method.Arguments), question)
            .ConfigureAwait(false);
        await processor.ProcessAsync(
            MemoryMessages.Dialect.Over(new MemoryTransport(question.WrittenMemory, MemoryMessages.Limits)),
            MemoryMessages.Dialect.Over(new MemoryTransport(answer, MemoryMessages.Limits)),
            call.CancellationToken).ConfigureAwait(false);
        return method.IsOneway ? RpcValue.Null : await ReadAsync(answer).ConfigureAwait(false);
    }

    private async Task<RpcValue> ReadAsync(MessageBuffer answer)
    {
        if (answer.Length == 0)
        {
            throw new InvalidOperationException($"The processor gave no answer to '{method.Name}'. Was its code generated from the file "
                + "of the service?");
        }

        var from = MemoryMessages.Dialect.Over(new MemoryTransport(answer.WrittenMemory, MemoryMessages.Limits));
        var head = await from.ReadMessageBeginAsync(default).ConfigureAwait(false);
        using var body = MessageBuffer.Rent();
        if (await ReplyReader.ReadAsync(from, head, method, default, body, default).ConfigureAwait(false) is { } fault)
        {
            throw new SerializationException($"The processor's answer to '{method.Name}' is not what the service declares: {fault}.");
        }

        var reply = RpcValue.Parse(body.WrittenSpan);
        var failure = reply["failure"];
        return failure.IsNull ? reply["result"] : throw new RemoteException(
            failure["class"].ToString(), failure["module"].ToString(), failure["message"].ToString(), keywordArguments: failure["kwargs"])
        {
            Properties = failure["dotnet_properties"],
        };
    }
}
