using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Rules;

/// <summary>The rules for changes of a deployed contract. docs/contract-changes.md says which change breaks which peers.</summary>
internal static class DeployedRules
{
    /// <summary>How the file is written.</summary>
    public const string Update = "dotnet build -p:UpdateRpcContracts=true";

    public static readonly DiagnosticDescriptor Removed = ContractRules.Error(
        "RPC0020", "What is deployed is not removed",
        "{0} is recorded in RpcContracts.txt and no longer there. This breaks deployed clients, which no new server answers: "
        + "keep it, or raise the major version and serve both. When no such client is left, run '" + Update + "'");

    public static readonly DiagnosticDescriptor Changed = ContractRules.Error(
        "RPC0021", "What is deployed is not changed", "'{0}' of {1}: {2}. This breaks {3}");

    public static readonly DiagnosticDescriptor Unversioned = ContractRules.Error(
        "RPC0022", "What is new has a version of its own", "{0}: {1}");

    public static readonly DiagnosticDescriptor Unrecorded = ContractRules.Warning(
        "RPC0023", "Contracts are recorded", "{0} {1}. Run '" + Update + "' and commit RpcContracts.txt");

    public static readonly DiagnosticDescriptor Unreadable = ContractRules.Error(
        "RPC0024", "RpcContracts.txt can be read",
        "Line {0} of RpcContracts.txt cannot be read: '{1}'. Take it from the last commit, or run '" + Update + "'");
}
