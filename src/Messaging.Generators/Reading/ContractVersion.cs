using System.Globalization;

namespace Messaging.Generators.Reading;

/// <summary>A version of an interface: major.minor, or major.minor.revision.</summary>
internal readonly record struct ContractVersion(int Major, int Minor, int Revision) : IComparable<ContractVersion>
{
    /// <summary>The first version of the same major version: the version of every member that does not say since when it exists.</summary>
    public ContractVersion First => new(Major, 0, 0);

    public static bool TryParse(string text, out ContractVersion version)
    {
        version = default;
        var parts = text.Split('.');
        var revision = 0;
        if (parts.Length is not (2 or 3) || !TryNumber(parts[0], out var major) || !TryNumber(parts[1], out var minor)
            || (parts.Length == 3 && !TryNumber(parts[2], out revision)))
        {
            return false;
        }

        version = new ContractVersion(major, minor, revision);
        return true;
    }

    public int CompareTo(ContractVersion other) => (Major, Minor, Revision).CompareTo((other.Major, other.Minor, other.Revision));

    public override string ToString() => Revision == 0 ? $"{Major}.{Minor}" : $"{Major}.{Minor}.{Revision}";

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
