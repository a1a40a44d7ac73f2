using System.Text.Json;
using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Codec;

/// <summary>Writes values that JSON has no form of its own for, as Core reads them.</summary>
internal static class JsonValues
{
    /// <summary>Its name, or its number when it has none.</summary>
    public static void WriteEnum(this Utf8JsonWriter writer, EnumType type, int number)
    {
        if (type.TryName(number, out var name))
        {
            writer.WriteStringValue(name);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }

    /// <summary>A number, or Python's word for what is none.</summary>
    public static void WriteDouble(this Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteRawValue(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8, skipInputValidation: true);
        }
    }
}
