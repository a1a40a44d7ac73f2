namespace Messaging.TestKit;

/// <summary>
/// The mark of a test that cannot be made with the broker or the peer that is here, since they are of another release. A test without
/// it has to pass; <c>test.sh</c> leaves out those that have it, and says how many they are.
/// </summary>
internal static class LeftOut
{
    private const string Trait = "LeftOut";
    private const string Here = "here";

    /// <summary>The mark, when there is a reason.</summary>
    public static IReadOnlyCollection<KeyValuePair<string, string>> When(bool isSo) => isSo ? [new(Trait, Here)] : [];

    /// <summary>Whether a version is of those that are needed.</summary>
    /// <param name="version">The version that is here; null if there is none.</param>
    /// <param name="from">The first that will do; null if the first of all does.</param>
    /// <param name="below">The first that does not do any more; null if there is none yet.</param>
    public static bool IsWithin(Version? version, string? from, string? below) =>
        version is not null && (from is null || version >= Version.Parse(from)) && (below is null || version < Version.Parse(below));
}
