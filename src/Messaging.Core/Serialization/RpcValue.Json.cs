using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Messaging.Serialization;

namespace Messaging;

/// <content>Conversion to standard JSON, and back.</content>
public readonly partial struct RpcValue
{
    /// <summary>Creates a value that shares a platform element: the element must not belong to a <see cref="JsonDocument"/> that is
    /// disposed.</summary>
    /// <param name="element">The element; an undefined one is <see cref="Missing"/>.</param>
    /// <returns>The value.</returns>
    public static RpcValue FromJsonElement(JsonElement element) => new(element);

    /// <summary>Writes the value as standard JSON: missing values, NaN and the infinities, which JSON does not have, are written as
    /// null.</summary>
    /// <param name="output">The writer.</param>
    /// <exception cref="ArgumentNullException"><paramref name="output"/> is null.</exception>
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
