using Messaging.Interop.Tests.Scenarios;

namespace Messaging.Interop.Tests.Tables;

/// <summary>Which namespaces and versions a server serves: without a namespace 1.5; <c>admin</c>, once <c>admin-old</c>, 2.3.</summary>
internal static class Versions
{
    public static IEnumerable<Scenario> All =>
    [
        .. new[] { null, "1.0", "1.4", "1.5", "1.0.1", "1.5.0" }.Select(version =>
            new Scenario($"version {version ?? "absent"} of 1.5", "exposed") { Version = version }.Returns("\"exposed\"")),
        .. new[] { "1.6", "2.0", "0.9", "1.5.1", "10.0" }.Select(version =>
            Unsupported($"version {version} of 1.5", "exposed", version, null)),
        Admin("a namespace and its version", "admin", "2.3"),
        Admin("a namespace and a lower minor version", "admin", "2.0"),
        Admin("a former namespace", "admin-old", "2.1"),
        Unsupported("a namespace and a higher minor version", "echo", "2.4", "admin"),
        Unsupported("a namespace without a version is version 1.0", "echo", null, "admin"),
        Unsupported("a namespace that nobody has", "echo", "2.3", "nobody"),
        Unsupported("a namespace in other letters", "echo", "2.3", "Admin"),
        Unsupported("the null namespace does not have the versions of another", "echo", "2.3", null),
        new Scenario("a namespace has no methods of another", "whoami") { Namespace = "admin", Version = "2.3" }
            .Raises("NoSuchMethod", "MethodNotFoundException", "whoami"),
        new Scenario("the null namespace has no methods of another", "only_admin").Raises("NoSuchMethod", "MethodNotFoundException", "only_admin"),
        new Scenario("a version within the cap", "exposed") { Version = "1.2", VersionCap = "1.5" }.Returns("\"exposed\""),
        Capped("a version above the cap", "1.6", "1.5"),
        Capped("another major version than the cap", "2.0", "1.5"),
        Capped("a cap and no version", null, "1.5"),
    ];

    private static Scenario Admin(string name, string @namespace, string version) =>
        new Scenario(name, "echo") { Namespace = @namespace, Version = version, Args = """{"value": [1]}""" }
            .Returns("""{"namespace": "admin", "version": "2.3", "value": [1]}""");

    private static Scenario Unsupported(string name, string method, string? version, string? @namespace) =>
        new Scenario(name, method) { Namespace = @namespace, Version = version, Args = method == "echo" ? """{"value": 1}""" : "{}" }
            .Raises("UnsupportedVersion", "UnsupportedVersionException", $"version {version ?? "1.0"}. Attempted method: {method}");

    private static Scenario Capped(string name, string? version, string cap) =>
        new Scenario(name, "exposed") { Version = version, VersionCap = cap }.Raises("RPCVersionCapError", "RpcVersionCapException", cap);
}
