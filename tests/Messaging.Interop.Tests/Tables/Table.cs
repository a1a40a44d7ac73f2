using Messaging.Interop.Tests.Scenarios;

namespace Messaging.Interop.Tests.Tables;

/// <summary>All scenarios that are one call to the shared servers.</summary>
internal static class Table
{
    public static IEnumerable<Scenario> All => [.. Values.All, .. Arguments.All, .. Contexts.All, .. Versions.All, .. Failures.All];
}
