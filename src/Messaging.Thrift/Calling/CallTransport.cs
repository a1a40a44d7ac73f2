using Messaging.Drivers;
using Messaging.Drivers.Thrift;
using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Wire;
using Messaging.Thrift.Bridging;
using Thrift.Protocol;
using Thrift.Transport;

namespace Messaging.Thrift.Calling;

/// <summary>
/// The transport that generated clients write to and read from: each flushed message is a call, whose answer can be read afterwards.
/// </summary>
internal sealed class CallTransport : TEndpointTransport
{
    private readonly MethodDirectory _methods;
    private readonly RpcClient _client;
    private readonly MessageBuffer _question = MessageBuffer.Rent();
    private byte[] _answer = [];
    private int _read;

    private CallTransport(ThriftService service, RpcClient client)
        : base(MemoryMessages.Limits)
    {
        _methods = new MethodDirectory(new Dictionary<string, ThriftService> { [service.Name] = service });
        _client = client;
    }

    public override bool IsOpen => true;

    public static TProtocol CreateProtocol(ThriftService service, RpcClient client) =>
        MemoryMessages.Dialect.Over(new CallTransport(service, client));

    public override Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Close()
    {
    }

    public override Task WriteAsync(byte[] buffer, int offset, int length, CancellationToken cancellationToken)
    {
        _question.Write(buffer.AsSpan(offset, length));
        return Task.CompletedTask;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        _answer = [];
        _read = 0;
        using var answer = MessageBuffer.Rent();
        try
        {
            await AnswerAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // The next message starts from empty, whatever became of this one.
            _question.Truncate(0);
        }

        _answer = answer.WrittenSpan.ToArray();

        // First reset to the maximum: a size may only shrink from message to message.
        ResetMessageSizeAndConsumedBytes(-1);
        ResetMessageSizeAndConsumedBytes(_answer.Length);
    }

    public override ValueTask<int> ReadAsync(byte[] buffer, int offset, int length, CancellationToken cancellationToken)
    {
        var count = Math.Min(length, _answer.Length - _read);
        if (count == 0 && length > 0)
        {
            throw new TTransportException(TTransportException.ExceptionType.EndOfFile, "there is no answer to read");
        }

        _answer.AsSpan(_read, count).CopyTo(buffer.AsSpan(offset));
        _read += count;
        CountConsumedMessageBytes(count);
        return new ValueTask<int>(count);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _question.Dispose();
        }
    }

    private async Task AnswerAsync(MessageBuffer answer, CancellationToken cancellationToken)
    {
        var from = MemoryMessages.Dialect.Over(new MemoryTransport(_question.WrittenMemory, MemoryMessages.Limits));
        var call = await CallReader.ReadAsync(from, _methods, cancellationToken).ConfigureAwait(false);
        await CallAnswer.WriteAsync(
            call, MemoryMessages.Dialect, MemoryMessages.Limits, new ClientCaller(_client, cancellationToken), answer)
            .ConfigureAwait(false);
    }
}
