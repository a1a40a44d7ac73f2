using Messaging.Generators.Deployed;

namespace Messaging.Generators.Comparing;

/// <summary>Finds differences from the record that break nobody.</summary>
internal static class RecordedDifference
{
    /// <summary>The first difference, as part of a warning; null when there is none. The order of arguments and fields does not
    /// count.</summary>
    public static string? Find(WireSurface deployed, WireContract recorded, WireSurface current)
    {
        var contract = current.Contracts[0];
        if (SurfaceText.Line(contract) != SurfaceText.Line(recorded))
        {
            return $"is recorded as '{SurfaceText.Line(recorded)}' and is '{SurfaceText.Line(contract)}'";
        }

        var known = new HashSet<string>(recorded.Members.Select(Line));
        if (contract.Members.FirstOrDefault(member => !known.Contains(Line(member))) is { } other)
        {
            return $"has a member that is not recorded: '{SurfaceText.Line(other)}'";
        }

        return current.Types.Values.FirstOrDefault(type =>
            !deployed.Types.TryGetValue(type.Name, out var before) || !Lines(type).SetEquals(Lines(before))) is { } differs
            ? $"sends {differs.Name}, which is not recorded as it is"
            : null;
    }

    private static string Line(WireMember member) =>
        SurfaceText.Line(member with { Arguments = [.. member.Arguments.OrderBy(argument => argument.Name, StringComparer.Ordinal)] });

    private static HashSet<string> Lines(WireType type) =>
        [.. type.Fields.Select(field => SurfaceText.Line(type, field)), type.IsEnum ? "enum" : "type"];
}
