using Thrift;
using Thrift.Transport;

namespace Messaging.Drivers.Thrift.Wire;

/// <summary>An unframed message, which is read while it arrives.</summary>
internal sealed class ReceiveTransport : TEndpointTransport
{
    private readonly ReceiveBuffer _source;

    public ReceiveTransport(ReceiveBuffer source, TConfiguration limits)
        : base(limits)
    {
        _source = source;
        ResetMessageSizeAndConsumedBytes(-1);
    }

    public override bool IsOpen => true;

    public override Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Close()
    {
    }

    public override async ValueTask<int> ReadAsync(byte[] buffer, int offset, int length, CancellationToken cancellationToken)
    {
        CheckReadBytesAvailable(length);
        var count = await _source.ReadAsync(buffer.AsMemory(offset, length), cancellationToken).ConfigureAwait(false);
        if (count == 0 && length > 0)
        {
            throw new EndOfStreamException("it left in the middle of a message");
        }

        CountConsumedMessageBytes(count);
        return count;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int length, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
    }
}
