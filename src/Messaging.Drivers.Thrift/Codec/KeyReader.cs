using System.Globalization;
using Messaging.Drivers.Thrift.Types;
using Thrift.Protocol;
using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Codec;

/// <summary>Reads the key of a map as the property name that it has in JSON.</summary>
internal static class KeyReader
{
    public static async ValueTask<string> ReadAsync(TProtocol from, ThriftType type, CancellationToken cancellationToken)
    {
        switch (type.Wire)
        {
            case TType.Bool:
                return await from.ReadBoolAsync(cancellationToken).ConfigureAwait(false) ? "true" : "false";
            case TType.Byte:
                return Text(await from.ReadByteAsync(cancellationToken).ConfigureAwait(false));
            case TType.I16:
                return Text(await from.ReadI16Async(cancellationToken).ConfigureAwait(false));
            case TType.I32:
                var number = await from.ReadI32Async(cancellationToken).ConfigureAwait(false);
                return type is EnumType named && named.TryName(number, out var name) ? name : Text(number);
            case TType.I64:
                return Text(await from.ReadI64Async(cancellationToken).ConfigureAwait(false));
            case TType.Double:
                var real = await from.ReadDoubleAsync(cancellationToken).ConfigureAwait(false);
                return real.ToString("R", CultureInfo.InvariantCulture);
            case TType.Uuid:
                return (await from.ReadUuidAsync(cancellationToken).ConfigureAwait(false)).ToString();
            default:
                return Convert.ToBase64String(await from.ReadBinaryAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
