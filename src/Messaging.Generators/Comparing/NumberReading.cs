using Messaging.Generators.Deployed;

namespace Messaging.Generators.Comparing;

/// <summary>Whether the numbers by which Thrift's peers know fields are what they were. A field that is not recorded with one has no such peers.</summary>
internal static class NumberReading
{
    /// <summary>Why not, as words of an error; null when they are.</summary>
    /// <param name="owner">Whose fields they are.</param>
    /// <param name="deployed">The fields as they are recorded.</param>
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

    /// <summary>What became of a number; null when nothing did.</summary>
    public static string? Change(int? before, int? now) => before is null || before == now ? null
        : $"had the number {before} and has {(now is null ? "none" : now.ToString())}, and Thrift's peers know it by that";
}
