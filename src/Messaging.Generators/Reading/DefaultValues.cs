using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Messaging.Generators.Reading;

/// <summary>Default values of parameters as expressions.</summary>
internal static class DefaultValues
{
    /// <summary>The expression, of the parameter's type; null when there is no default.</summary>
    public static string? Of(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return null;
        }

        var type = TypeNames.OfTypeOf(parameter.Type);
        return parameter.ExplicitDefaultValue is { } value ? $"({type})({Literal(value)})" : $"default({type})!";
    }

    private static string Literal(object value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        _ => SymbolDisplay.FormatPrimitive(
            value, quoteStrings: true, useHexadecimalNumbers: false)!, // Null only for types that constants cannot have.
    };
}
