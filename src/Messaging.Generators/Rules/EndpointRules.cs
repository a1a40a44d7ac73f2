using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Rules;

/// <summary>The rules for a class that is marked [RpcEndpoint]. docs/analyzers.md has a section for each.</summary>
internal static class EndpointRules
{
    public static readonly DiagnosticDescriptor NotServed = ContractRules.Error("RPC0025", "An endpoint can be served", "{0}");

    public static readonly DiagnosticDescriptor NoTable = ContractRules.Info(
        "RPC0026", "An endpoint is visible to generated code",
        "No table is generated for {0}, which is generic or not visible, so that only reflection serves it: "
        + "make it, and the types around it, internal or public, and not generic");
}
