using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Messaging;

namespace DotnetPeer.Endpoints;

/// <summary>Python's <c>+</c> for numbers and texts.</summary>
internal static class Sum
{
    public static object Of(RpcValue a, RpcValue b) => (a.Kind, b.Kind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => a.ToString() + b.ToString(),
        (JsonValueKind.Number, JsonValueKind.Number) when Whole(a) is { } left && Whole(b) is { } right => left + right,
        (JsonValueKind.Number, JsonValueKind.Number) => a.GetDouble() + b.GetDouble(),
        _ => throw new InvalidCastException($"unsupported operand type(s) for +: {a.Kind} and {b.Kind}"),
    };

    private static BigInteger? Whole(RpcValue value) =>
        BigInteger.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;
}
