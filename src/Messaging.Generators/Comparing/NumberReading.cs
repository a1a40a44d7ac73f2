using Messaging.Generators.Deployed;

namespace Messaging.Generators.Comparing;

/// <summary>Checks that the numbers by which Thrift peers know fields are unchanged. A field recorded without a number has no such
/// peers.</summary>
internal static class NumberReading
{
    /// <summary>The change, as part of an error message; null when there is none.</summary>
    /// <param name="owner">The owner of the fields.</param>
    /// <param name="deployed">The recorded fields.</param>
    /// <param name="current">The fields now.</param>
    public static string? WhyNot(string owner, IReadOnlyList<WireField> deployed, IReadOnlyList<WireField> current)
    {
        foreach (var before in deployed.Where(field => field.Number is not null))
        {
            if (current.FirstOrDefault(field => field.Name == before.Name) is { } now)
            {
                if (Change(before.Number, now.Number) is { } change)
                {
                    return $"'{before.Name}' of {owner} {change}";
                }
            }
            else if (current.FirstOrDefault(field => field.Number == before.Number) is { } other)
            {
                return $"'{other.Name}' of {owner} has the number {before.Number}, by which Thrift's peers know '{before.Name}'";
            }
        }

        return null;
    }

    /// <summary>The change of a number; null when there is none.</summary>
    public static string? Change(int? before, int? now) => before is null || before == now ? null
        : $"had the number {before} and has {(now is null ? "none" : now.ToString())}, and Thrift's peers know it by that";
}
