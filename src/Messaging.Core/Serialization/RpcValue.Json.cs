using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Messaging.Serialization;

namespace Messaging;

/// <content>The way to JSON that everybody reads, and back.</content>
public readonly partial struct RpcValue
{
    /// <summary>A value of the platform's element, which it shares: it must not belong to a <see cref="JsonDocument"/> that is disposed.</summary>
    /// <param name="element">The element; an undefined one is <see cref="Missing"/>.</param>
    /// <returns>The value.</returns>
    public static RpcValue FromJsonElement(JsonElement element) => new(element);

    /// <summary>Writes the value as JSON that everybody reads: what is missing, and NaN and the infinities, which JSON does not have, are null.</summary>
    /// <param name="output">Where to write.</param>
    /// <exception cref="ArgumentNullException">There is no output.</exception>
    public void WriteJsonTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (IsMissing)
        {
            output.Write("null"u8);
            return;
        }

        var json = JsonMarshal.GetRawUtf8Value(_element);
        if (NonFiniteNumbers.MayStandIn(json))
        {
            NonFiniteNumbers.WriteNulls(json, output);
        }
        else
        {
            output.Write(json);
        }
    }
}
