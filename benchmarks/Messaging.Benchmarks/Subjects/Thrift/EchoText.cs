using Thrift.Protocol;
using Thrift.Protocol.Entities;
using Thrift.Protocol.Utilities;

namespace Messaging.Benchmarks.Subjects.Thrift;

/// <summary>
/// A struct with one text: the arguments of the echo, and its result. It is written and read as Apache's compiler has it written and read.
/// </summary>
internal static class EchoText
{
    public const short PayloadId = 1;
    public const short ResultId = 0;

    public static async Task WriteAsync(TProtocol to, string name, string field, short id, string text, CancellationToken cancellationToken)
    {
        to.IncrementRecursionDepth();
        try
        {
            await to.WriteStructBeginAsync(new TStruct(name), cancellationToken);
            await to.WriteFieldBeginAsync(new TField(field, TType.String, id), cancellationToken);
            await to.WriteStringAsync(text, cancellationToken);
            await to.WriteFieldEndAsync(cancellationToken);
            await to.WriteFieldStopAsync(cancellationToken);
            await to.WriteStructEndAsync(cancellationToken);
        }
        finally
        {
            to.DecrementRecursionDepth();
        }
    }

    public static async Task<string> ReadAsync(TProtocol from, short id, CancellationToken cancellationToken)
    {
        var text = "";
        from.IncrementRecursionDepth();
        try
        {
            await from.ReadStructBeginAsync(cancellationToken);
            while (true)
            {
                var field = await from.ReadFieldBeginAsync(cancellationToken);
                if (field.Type == TType.Stop)
                {
                    break;
                }

                if (field.ID == id && field.Type == TType.String)
                {
                    text = await from.ReadStringAsync(cancellationToken);
                }
                else
                {
                    await TProtocolUtil.SkipAsync(from, field.Type, cancellationToken);
                }

                await from.ReadFieldEndAsync(cancellationToken);
            }

            await from.ReadStructEndAsync(cancellationToken);
            return text;
        }
        finally
        {
            from.DecrementRecursionDepth();
        }
    }
}
