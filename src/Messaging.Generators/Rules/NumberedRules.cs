using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Rules;

/// <summary>The rules for a contract whose fields are numbered. docs/analyzers.md has a section for each.</summary>
internal static class NumberedRules
{
    public static readonly DiagnosticDescriptor Number = ContractRules.Error(
        "RPC0027", "In a numbered contract each field has a number of its own", "{0} {1}");

    public static readonly DiagnosticDescriptor NoThrift = ContractRules.Error(
        "RPC0028", "A numbered contract can be called over Thrift", "{0} {1}, which Thrift does not have: {2}");
}
