using System.Text.Json;
using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Codec;

/// <summary>Writes values for which JSON has no form of its own, in the form that Core reads.</summary>
internal static class JsonValues
{
    /// <summary>Writes the name of an enum value, or its number when it has no name.</summary>
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

    /// <summary>Writes a number; NaN and the infinities are written as Python writes them.</summary>
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
