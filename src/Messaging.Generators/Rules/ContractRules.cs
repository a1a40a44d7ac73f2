using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Rules;

/// <summary>The rules that a contract must follow. docs/analyzers.md has a section for each.</summary>
internal static class ContractRules
{
    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "RPC0001", "A contract is visible to generated code",
        "{0} is a contract, but generated code cannot see it: make it, and the types around it, internal or public");

    public static readonly DiagnosticDescriptor ReturnType = Error(
        "RPC0002", "A member of a contract returns a task",
        "{0} returns {1}: a call takes time and may fail, so return Task, Task<T>, ValueTask or ValueTask<T>");

    public static readonly DiagnosticDescriptor Token = Error(
        "RPC0003", "A member of a contract has one CancellationToken, and it comes last", "{0} has {1}");

    public static readonly DiagnosticDescriptor ByReference = Error(
        "RPC0004", "Arguments are passed by value", "The parameter '{1}' of {0} is {2}, which cannot be sent: pass a value");

    public static readonly DiagnosticDescriptor Generic = Error(
        "RPC0005", "A contract is not generic",
        "{0} is generic, and a message carries no type arguments: write a member, or a contract, for each type");

    public static readonly DiagnosticDescriptor NotMethod = Error(
        "RPC0006", "A contract has methods only", "{0} is {1}: only methods that a server implements can be called remotely");

    public static readonly DiagnosticDescriptor SameMethodName = Error(
        "RPC0007", "Each member of a contract has a name of its own on the wire",
        "{0} and {1} are both '{2}' on the wire, where there are no overloads: give one of them another name with [RpcMethod(\"...\")]");

    public static readonly DiagnosticDescriptor SameArgumentName = Error(
        "RPC0008", "Each argument has a name of its own on the wire",
        "Two parameters of {0} are '{1}' on the wire: give one of them another name with [RpcArgument(\"...\")]");

    public static readonly DiagnosticDescriptor CastWithResult = Error(
        "RPC0009", "A cast has no result", "{0} is marked {1}, so nothing comes back, but it returns {2}: return Task or ValueTask");

    public static readonly DiagnosticDescriptor ResultStream = Error(
        "RPC0010", "Streams of results are not supported", "{0} returns a stream of values, which is not supported: return a list");

    public static readonly DiagnosticDescriptor Version = Error(
        "RPC0011", "Versions are versions, and no member is newer than its contract", "{0}: {1}");

    public static readonly DiagnosticDescriptor Progress = Error(
        "RPC0012", "Progress is not supported", "The parameter '{1}' of {0} is, or holds, an IProgress<T>, which is not supported");

    public static readonly DiagnosticDescriptor ArgumentStream = Error(
        "RPC0013", "Streams of arguments are not supported",
        "The parameter '{1}' of {0} is, or holds, a stream of values, which is not supported: pass a list");

    public static readonly DiagnosticDescriptor NoJson = Error(
        "RPC0014", "Values that are sent have a form in JSON", "{1} of {0} is, or holds, {2}, which has no form in JSON: {3}");

    public static readonly DiagnosticDescriptor Dropped = Warning(
        "RPC0015", "The task of a member is awaited", "The task of {0} is dropped, so a failure goes unnoticed: await it{1}");

    public static readonly DiagnosticDescriptor ReservedName = Warning(
        "RPC0016", "Arguments do not have names that Python's servers reserve",
        "The argument '{1}' of {0} has a name that a Python server's method uses for itself: choose another with [RpcArgument(\"...\")]");

    public static readonly DiagnosticDescriptor NotInContext = Warning(
        "RPC0017", "Types that are sent are in the JsonSerializerContext",
        "{0} of {1} is a {2}, which {3} does not have, so it cannot be written or read: add [JsonSerializable(typeof({2}))] to {3}");

    public static readonly DiagnosticDescriptor Thrown = Error(
        "RPC0019", "Callers can create what a member declares with [RpcThrows]", "{0} declares {1}, which is not possible: {2}");

    public static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    public static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Warning);

    public static DiagnosticDescriptor Info(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) => new(
        id, title, message, "Messaging", severity, isEnabledByDefault: true, helpLinkUri: "docs/analyzers.md#" + id.ToLowerInvariant());
}
