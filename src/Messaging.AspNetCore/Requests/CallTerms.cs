using System.Globalization;
using Messaging.AspNetCore.Answers;
using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore.Requests;

/// <summary>What a client specifies for its request besides the arguments.</summary>
/// <param name="Timeout">How long it waits, or null when not specified.</param>
/// <param name="Namespace">The requested namespace, or null for the listed one.</param>
/// <param name="Version">The required version, or null for the listed one.</param>
internal readonly record struct CallTerms(TimeSpan? Timeout, string? Namespace, string? Version)
{
    public const string TimeoutHeader = "Request-Timeout";
    private const double MaxSeconds = 86_400;

    /// <summary>Reads them.</summary>
    /// <returns>The error, or null.</returns>
    public static Problem? TryRead(HttpRequest request, out CallTerms terms)
    {
        terms = default;
        TimeSpan? timeout = null;
        if (request.Headers.TryGetValue(TimeoutHeader, out var values))
        {
            if (values.Count != 1
                || !double.TryParse(values[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                || !(seconds > 0))
            {
                return new Problem(
                    ProblemKind.InvalidRequest,
                    $"The header {TimeoutHeader} must be a number of seconds above 0, such as 5 or 0.5. Got '{values}'.");
            }

            timeout = TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds));
        }

        var version = Single(request, "version");
        try
        {
            _ = new Target { Version = version };
        }
        catch (InvalidTargetException e)
        {
            return new Problem(ProblemKind.InvalidRequest, e.Message);
        }

        terms = new CallTerms(timeout, Single(request, "namespace"), version);
        return null;
    }

    /// <summary>Whether the query asks not to wait for a result.</summary>
    public static bool AsksForCast(HttpRequest request) =>
        request.Query.TryGetValue("cast", out var value) && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase)
            && value != "0";

    private static string? Single(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var value) && value.Count > 0 && value[0] is { Length: > 0 } text ? text : null;
}
