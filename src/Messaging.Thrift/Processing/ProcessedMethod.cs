using Messaging.Drivers;
using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Types;
using Messaging.Drivers.Thrift.Wire;
using Messaging.Thrift.Bridging;
using Thrift.Processor;

namespace Messaging.Thrift.Processing;

/// <summary>A method that generated code runs: it gets a Thrift message, and gives one back.</summary>
/// <param name="method">The method.</param>
/// <param name="processor">The generated code.</param>
internal sealed class ProcessedMethod(ThriftMethod method, ITAsyncProcessor processor)
{
    /// <summary>Runs a call.</summary>
    /// <exception cref="RemoteException">The method failed: with an exception that it declares, or in generated code's words.</exception>
    /// <exception cref="InvalidArgumentsException">An argument is not what the service declares.</exception>
    /// <exception cref="SerializationException">The result is not.</exception>
    /// <exception cref="InvalidOperationException">The processor gave no answer.</exception>
    public async ValueTask<RpcValue> RunAsync(RpcInvocation call)
    {
        using var question = MessageBuffer.Rent();
        using var answer = MessageBuffer.Rent();
        await ServiceMethods.WriteArgumentsAsync(call, method, ServiceMethods.ReadArguments(call, method.Arguments), question).ConfigureAwait(false);
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
            throw new InvalidOperationException($"The processor gave no answer to '{method.Name}'. Was its code generated of the file of the service?");
        }

        var from = MemoryMessages.Dialect.Over(new MemoryTransport(answer.WrittenMemory, MemoryMessages.Limits));
        var head = await from.ReadMessageBeginAsync(default).ConfigureAwait(false);
        using var body = MessageBuffer.Rent();
        if (await ReplyReader.ReadAsync(from, head, method, default, body, default).ConfigureAwait(false) is { } fault)
        {
            throw new SerializationException($"The processor answered '{method.Name}' with what the service does not declare: {fault}.");
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
